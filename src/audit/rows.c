/* SPDX-License-Identifier: Apache-2.0 */
/* Rows, and their order. */
#include "audit/rows.h"

#include "audit/scheme.h"
#include "base/mutant.h"
#include "django/class.h"

#include <stdlib.h>

struct place rows_place(const struct module *module, const struct py *node) {
    if (!module || module->inner) {
        return (struct place){0};
    }
    return py_place(&module->file, node);
}

/* The method of an authenticator, a permission or a throttle that decides. */
static struct place code_of(struct interp *in, const struct in_effect *effect) {
    static const struct span names[] = {SPAN_INIT("authenticate"), SPAN_INIT("has_permission"),
                                        SPAN_INIT("allow_request")};
    for (size_t i = 0; effect->class && i < sizeof(names) / sizeof(*names); i++) {
        struct class *holder = NULL;
        const struct value *method = class_get(in, effect->class, names[i], &holder, NULL);
        if (value_is(method, VALUE_FUNCTION) && holder && module_is_own(holder->module)) {
            return rows_place(holder->module, method->node);
        }
    }
    bool own = effect->class && module_is_own(effect->class->module);
    return own ? rows_place(effect->class->module, effect->class->node) : (struct place){0};
}

static enum err add_effects(struct interp *in, const struct effects *from, bool authenticators,
                            struct effectives *out) {
    VEC_EACH(const struct in_effect, effect, &from->all) {
        struct effective *to = vec_add(in->lasting, out);
        TRY_PTR(to);
        *to = (struct effective){.name = effect->name,
                                 .from = effect->from,
                                 .place = rows_place(effect->module, effect->node)};
        to->code = code_of(in, effect);
        to->scheme = authenticators ? scheme_of(in, effect) : SPAN("");
    }
    return OK;
}

static struct span first_part(struct span name) {
    struct span rest = name;
    return span_cut(&rest, '.');
}

/* "appointments" of "appointments.views.SlotViewSet"; of "apps.shop.views.X" its package, too. */
static struct span app_of(const struct endpoint *endpoint) {
    struct span name = endpoint->module ? endpoint->module->name : endpoint->view;
    size_t at = name.len;
    while (at > 0 && name.ptr[at - 1] != '.') {
        at--;
    }
    return at ? span_slice(name, 0, at - 1) : first_part(name);
}

enum err rows_add(struct interp *in, const struct endpoint *endpoint, struct span settings,
                  struct result *result) {
    struct arena *arena = in->lasting;
    struct endpoint_result *row = vec_add(arena, &result->endpoints);
    TRY_PTR(row);
    row->route = endpoint->route;
    VEC_EACH(const struct span, method, &endpoint->methods) {
        if (!vec_push(arena, &row->methods, *method)) {
            return ERR_MEMORY;
        }
    }
    row->view = endpoint->view;
    row->action = endpoint->action;
    row->app = app_of(endpoint);
    row->settings = settings;
    row->decided = endpoint->decided;
    row->anonymous = endpoint->anonymous;
    if (!endpoint_told(row) || endpoint->assumed) {
        row->reason = endpoint->reason;
    }
    row->place = rows_place(endpoint->module, endpoint->node);
    if (endpoint->by_hand && endpoint->kind != VIEW_DRF && !endpoint->permissions.all.n) {
        struct effective *guard = vec_add(arena, &row->permissions);
        TRY_PTR(guard);
        *guard = (struct effective){
            .name = SPAN("the view itself"), .from = SPAN("function"), .place = row->place};
    }
    row->session = endpoint->kind == VIEW_ADMIN ||
                   ((endpoint->kind == VIEW_FUNCTION || endpoint->kind == VIEW_DJANGO) &&
                    endpoint->permissions.all.n);
    row->api = MUTANT(api_by_guards) ? endpoint->authenticators.all.n > 0
                                     : endpoint->kind == VIEW_DRF || endpoint->kind == VIEW_NINJA;
    TRY(add_effects(in, &endpoint->authenticators, true, &row->authenticators));
    TRY(add_effects(in, &endpoint->permissions, false, &row->permissions));
    return add_effects(in, &endpoint->throttles, false, &row->throttles);
}

static int openness(const struct endpoint_result *row) {
    return row->anonymous == ACCESS_ALLOWED ? 0 : row->anonymous == ACCESS_UNDECIDED ? 1 : 2;
}

static int compare(const void *left, const void *right) {
    const struct endpoint_result *a = left, *b = right;
    int order = span_compare(a->app, b->app);
    order = order ? order : openness(a) - openness(b);
    order = order ? order : span_compare(a->route, b->route);
    if (!order && a->methods.n && b->methods.n) {
        order = span_compare(a->methods.at[0], b->methods.at[0]);
    }
    return order ? order : span_compare(a->view, b->view);
}

void rows_sort(struct result *result) {
    if (result->endpoints.n > 1) {
        qsort(result->endpoints.at, result->endpoints.n, sizeof(*result->endpoints.at), compare);
    }
}
