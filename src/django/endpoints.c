/* SPDX-License-Identifier: Apache-2.0 */
/* The walk over routes, and the rows that it gives. */
#include "django/endpoints.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "django/endpoint_describe.h"
#include "django/items.h"
#include "django/middleware.h"
#include "django/module.h"
#include "django/probe.h"
#include "django/route.h"
#include "django/start.h"

struct walk {
    struct interp *in;
    struct endpoints *out;
    struct arena *scratch;
    const struct map *only; /* the routes that are asked for; NULL: all */
    unsigned depth;
    bool perhaps;
    size_t steps; /* of all runs so far */
};

/* A leaf of the routes. */
struct leaf {
    struct span route;
    const struct value *place; /* the path(…) that it stands in */
    const struct value *view;
};

static const struct value *attribute(struct interp *in, const struct value *of, const char *name) {
    const struct value *value = interp_get(in, of, span_from(name));
    return value ? value : &value_unknown;
}

static bool is_object_of(const struct value *value, const char *full) {
    return value_is(value, VALUE_OBJECT) && span_equal(value->object->class->full, span_from(full));
}

static struct endpoint *add_row(struct walk *w, const struct leaf *leaf) {
    struct endpoint *row = vec_add(w->in->lasting, &w->out->all);
    if (!row) {
        w->in->err = ERR_MEMORY;
        return NULL;
    }
    row->route = leaf->route;
    row->perhaps = w->perhaps;
    row->route_module = leaf->place->module;
    row->route_node = leaf->place->node;
    return row;
}

static void add_method(struct walk *w, struct endpoint *row, struct span method) {
    if (!vec_push(w->in->lasting, &row->methods, method)) {
        w->in->err = ERR_MEMORY;
    }
}

static bool same_effects(const struct effects *a, const struct effects *b) {
    bool same = a->all.n == b->all.n && span_equal(a->unknown, b->unknown);
    for (size_t i = 0; same && i < a->all.n; i++) {
        same = span_equal(a->all.at[i].name, b->all.at[i].name) &&
               a->all.at[i].node == b->all.at[i].node;
    }
    return same;
}

static bool same_row(const struct endpoint *a, const struct endpoint *b) {
    return span_equal(a->view, b->view) && span_equal(a->action, b->action) &&
           a->anonymous == b->anonymous && a->decided == b->decided && a->by_hand == b->by_hand &&
           same_effects(&a->authenticators, &b->authenticators) &&
           same_effects(&a->permissions, &b->permissions) &&
           same_effects(&a->throttles, &b->throttles);
}

static const struct span methods[] = {SPAN_INIT("GET"), SPAN_INIT("HEAD"),  SPAN_INIT("POST"),
                                      SPAN_INIT("PUT"), SPAN_INIT("PATCH"), SPAN_INIT("DELETE")};

/* A class view has a method for each HTTP method that it answers; what stands before it may refuse
 * so early that nobody looks. */
static bool answers(const struct probe *probe, const struct leaf *leaf, struct span method) {
    struct slot *of = value_is(leaf->view, VALUE_FUNCTION)
                          ? table_find(&leaf->view->function->names, SPAN("view_class"))
                          : NULL;
    if (probe->handler || !of || !value_is(of->value, VALUE_CLASS)) {
        return true;
    }
    struct class *class = of->value->class;
    struct slot *routed = table_find(&leaf->view->function->names, SPAN("actions"));
    const struct value *actions = routed ? routed->value : NULL;
    bool told = value_is(actions, VALUE_DICT) && !actions->dict->open;
    for (size_t i = 0; told && i < actions->dict->entries.n; i++) {
        const struct value *key = actions->dict->entries.at[i].key;
        told = key->kind == VALUE_TEXT;
        if (told && span_equal_nocase(key->text, method)) {
            return true;
        }
    }
    for (size_t i = 0; i < class->mro.n; i++) {
        VEC_EACH(struct slot *, slot, &class->mro.at[i]->names.slots) {
            if (span_equal_nocase((*slot)->name, method)) {
                return true;
            }
        }
    }
    return class->open || (actions && !told);
}

static bool has_method(const struct endpoint *row, struct span method) {
    VEC_EACH(const struct span, each, &row->methods) {
        if (span_equal(*each, method)) {
            return true;
        }
    }
    return false;
}

/* The same row by the other arm of a condition: DefaultRouter() if settings.DEBUG else
 * SimpleRouter(). */
static bool is_told(struct walk *w, const struct endpoint *row, struct span method) {
    bool head = span_equal(method, SPAN("HEAD"));
    VEC_EACH(struct endpoint, each, &w->out->all) {
        bool either = (each->perhaps || row->perhaps) && !MUTANT(arms_twice);
        if (either && each->node == row->node && span_equal(each->route, row->route) &&
            (has_method(each, method) || (head && has_method(each, methods[0]))) &&
            same_row(each, row)) {
            each->perhaps &= row->perhaps;
            return true;
        }
    }
    return false;
}

/* One method of one view. Rows of plain functions are joined where nothing tells them apart, and
 * HEAD is told only where it differs from GET. */
static void ask(struct walk *w, const struct leaf *leaf, struct span method, size_t first) {
    struct interp *in = w->in;
    struct probe probe = {.view = leaf->view, .method = method};
    size_t mark = interp_mark(in);
    in->arena = w->scratch;
    in->epoch++;
    probe_run(in, &probe);
    w->steps += in->steps;
    bool head = span_equal(method, SPAN("HEAD"));
    bool restricted = (probe.no_method && !probe.handler) || (!probe.self && head) ||
                      !answers(&probe, leaf, method);
    if (!restricted) {
        struct endpoint row = {.route = leaf->route,
                               .perhaps = w->perhaps,
                               .route_module = leaf->place->module,
                               .route_node = leaf->place->node};
        endpoint_describe(in, leaf->view, &probe, &row);
        middleware_judge(in, method, leaf->view, &row);
        struct endpoint *before = w->out->all.n > first ? &w->out->all.at[w->out->all.n - 1] : NULL;
        bool same = before && same_row(before, &row);
        if (same && row.kind == VIEW_FUNCTION && !head) {
            add_method(w, before, method);
        } else if (!(same && head) && !is_told(w, &row, method)) {
            struct endpoint *kept = add_row(w, leaf);
            if (kept) {
                *kept = row;
                add_method(w, kept, method);
            }
        }
    }
    interp_undo(in, mark);
    in->raised = in->softly = NULL;
    in->arena = in->lasting;
    in->epoch = 0;
    in->journal.at = NULL;
    in->journal.n = in->journal.room = 0;
    arena_reset(w->scratch);
}

static struct span unknown_words(struct interp *in, const struct value *view) {
    if (view->kind == VALUE_FOREIGN) {
        return arena_printf(in->lasting, "%.*s is not in the tree", SPAN_ARG(view->text));
    }
    return view->text.len ? view->text : SPAN("the view is not known");
}

static void add_unknown(struct walk *w, const struct leaf *leaf, bool spent) {
    bool told = spent && w->out->all.n && w->out->all.at[w->out->all.n - 1].kind == VIEW_UNKNOWN;
    struct endpoint *row = told ? NULL : add_row(w, leaf);
    const struct value *view = leaf->view ? leaf->view : &value_unknown;
    if (row) {
        row->view = view->kind == VALUE_FOREIGN ? view->text : SPAN("?");
        row->reason =
            spent ? SPAN("the limit for one audit is reached: nothing from here on is judged")
                  : unknown_words(w->in, view);
        row->module = leaf->place->module;
        row->node = leaf->place->node;
    }
}

/* Routes that somebody adds here, of which nothing is known: rows are missing, and that is told. */
static void add_more(struct walk *w, const struct leaf *leaf) {
    static const struct value more = {
        .kind = VALUE_UNKNOWN,
        .text = SPAN_INIT("more routes are added here that cannot be followed")};
    const struct module *module =
        leaf->place->kind == VALUE_MODULE ? leaf->place->of : leaf->place->module;
    add_unknown(w, &(struct leaf){leaf->route, leaf->place, &more}, false);
    diag_add(w->in->diag, DIAG_WARNING,
             module && !module->inner ? py_place(&module->file, leaf->place->node)
                                      : (struct place){0},
             "routes below %.*s are put together in a way that cannot be followed: endpoints are "
             "missing from the table",
             SPAN_ARG(leaf->route));
}

/* Django's admin: every page of it asks for a member of the staff. */
static void add_admin(struct walk *w, const struct leaf *leaf) {
    struct endpoint *row = add_row(w, leaf);
    if (!row) {
        return;
    }
    row->kind = VIEW_ADMIN;
    row->view = SPAN("django.contrib.admin.site");
    row->decided = true;
    row->anonymous = ACCESS_REFUSED;
    row->module = leaf->place->module;
    row->node = leaf->place->node;
    add_method(w, row, methods[0]);
    add_method(w, row, methods[2]);
    struct in_effect guard = {.name = SPAN("AdminSite.admin_view"), .from = SPAN("class")};
    if (!vec_push(w->in->lasting, &row->permissions.all, guard)) {
        w->in->err = ERR_MEMORY;
    }
}

static void add_leaf(struct walk *w, const struct leaf *leaf) {
    const struct value *inner = probe_innermost(leaf->view);
    if (is_object_of(leaf->view, "django.contrib.admin.AdminViews")) {
        add_admin(w, leaf);
        return;
    }
    bool callable = value_is_function(inner) || value_is(inner, VALUE_OBJECT);
    bool spent = w->out->all.n >= LIMIT_ENDPOINT_ROWS || w->steps >= LIMIT_PROBE_STEPS;
    if (!callable || spent) {
        add_unknown(w, leaf, spent);
        return;
    }
    if (w->only && !map_get(w->only, leaf->route)) {
        return;
    }
    size_t first = w->out->all.n;
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
        ask(w, leaf, methods[i], first);
    }
}

static void walk(struct walk *w, const struct value *patterns, struct span prefix,
                 const struct value *place);

static void walk_route(struct walk *w, const struct value *route, struct span prefix) {
    struct interp *in = w->in;
    const struct value *kind = attribute(in, route, "kind"), *text = attribute(in, route, "route");
    const struct slot *callback = table_find(&route->object->names, SPAN("callback"));
    const struct value *view =
        callback && callback->value ? callback->value : attribute(in, route, "view");
    bool path = value_is_text(kind, SPAN("path"));
    BUF_SCOPE whole = {0};
    buf_add(&whole, prefix);
    struct span part = value_is(text, VALUE_TEXT) ? text->text : SPAN("{…}");
    if (!path && span_starts(part, SPAN("^/")) && span_ends(prefix, SPAN("/"))) {
        part = span_from_index(part, 2);
    }
    route_add(&whole, part, !path && value_is(text, VALUE_TEXT));
    struct span joined = arena_dup(in->lasting, buf_span(&whole));
    if (is_object_of(view, "django.urls.Include")) {
        walk(w, attribute(in, view, "patterns"), MUTANT(prefix_lost) ? prefix : joined, route);
        return;
    }
    /* Neither where nor what: a loop over what is not known, which may add any number. */
    if (text->kind != VALUE_TEXT && view->kind == VALUE_UNKNOWN && !view->inner) {
        add_more(w, &(struct leaf){prefix, route, view});
        return;
    }
    add_leaf(w, &(struct leaf){joined, route, view});
}

static void walk(struct walk *w, const struct value *patterns, struct span prefix,
                 const struct value *place) {
    bool open, perhaps = w->perhaps;
    const struct sequence *items =
        w->depth < LIMIT_URL_DEPTH ? items_of(w->in, patterns, &open) : NULL;
    if (!items && !patterns->text.len) {
        add_more(w, &(struct leaf){prefix, place, patterns});
        return;
    }
    if (!items) {
        add_unknown(w, &(struct leaf){prefix, place, patterns}, false);
        return;
    }
    w->depth++;
    for (size_t i = 0; i < items->items.n && w->in->err == OK; i++) {
        const struct value *route = items->items.at[i].value;
        w->perhaps = perhaps || items->items.at[i].maybe;
        if (is_object_of(route, "django.urls.Route")) {
            walk_route(w, route, prefix);
        } else {
            add_unknown(w, &(struct leaf){prefix, place, route}, false);
        }
    }
    if (open) {
        add_more(w, &(struct leaf){prefix, place, &value_unknown});
    }
    w->perhaps = perhaps;
    w->depth--;
}

/* The module of the routes. Where ROOT_URLCONF may be said from outside, the only one of its values
 * that names a module here: what it is when nobody says. */
static struct module *root_module(struct interp *in) {
    const struct value *root = module_setting(in, SPAN("ROOT_URLCONF"));
    if (value_is(root, VALUE_TEXT)) {
        return program_find(in->program, root->text);
    }
    struct module *only = NULL;
    for (size_t i = 0; value_is(root, VALUE_CHOICE) && i < root->sequence->items.n; i++) {
        const struct value *each = root->sequence->items.at[i].value;
        struct module *module =
            value_is(each, VALUE_TEXT) ? program_find(in->program, each->text) : NULL;
        if (module && only) {
            return NULL;
        }
        only = module ? module : only;
    }
    return only;
}

enum err endpoints_find(struct interp *in, const struct map *only, struct endpoints *out) {
    struct module *module = root_module(in);
    if (!module) {
        return ERR_MISSING;
    }
    start_applications(in);
    ARENA_SCOPE scratch;
    arena_init(&scratch, LIMIT_PROBE_MEMORY);
    struct walk w = {.in = in, .out = out, .scratch = &scratch, .only = only};
    const struct value *patterns = module_get(in, module, SPAN("urlpatterns"));
    in->imports = false;
    if (!patterns) {
        return ERR_MISSING;
    }
    walk(&w, patterns, SPAN("/"), module->value);
    in->arena = in->lasting;
    return in->err;
}
