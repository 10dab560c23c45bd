/* SPDX-License-Identifier: Apache-2.0 */
/* Settings modules held against each other. */
#include "audit/deployed.h"

#include "base/mutant.h"
#include "django/module.h"
#include "django/value.h"

static const struct span names[DEPLOYED_SETTINGS] = {
    SPAN_INIT("ROOT_URLCONF"),   SPAN_INIT("MIDDLEWARE"), SPAN_INIT("REST_FRAMEWORK"),
    SPAN_INIT("INSTALLED_APPS"), SPAN_INIT("DEBUG"),      SPAN_INIT("AUTHENTICATION_BACKENDS")};

struct deployed deployed_read(struct interp *in) {
    struct deployed out = {0};
    struct module *module = program_find(in->program, in->program->settings);
    for (size_t i = 0; module && i < DEPLOYED_SETTINGS; i++) {
        struct slot *slot = table_find(&module->scope.names, names[i]);
        out.of[i] = slot && slot->value ? module_get(in, module, names[i]) : NULL;
    }
    out.text = module ? module->file.text : SPAN("");
    return out;
}

/* What is not known is the same where the same expression gives it, or where both have it from what
 * they import. */
static bool same(const struct deployed *a, const struct deployed *b, size_t i) {
    const struct value *left = a->of[i], *right = b->of[i];
    if (!left || !right) {
        return left == right;
    }
    enum truth equal = value_same(left, right);
    bool inherited =
        span_find(a->text, names[i]) == SIZE_MAX && span_find(b->text, names[i]) == SIZE_MAX;
    bool expression = left->node && left->node == right->node;
    return equal == TRUTH_YES || (equal == TRUTH_UNKNOWN && (expression || inherited));
}

bool deployed_same(const struct deployed *a, const struct deployed *b) {
    for (size_t i = 0; i < DEPLOYED_SETTINGS; i++) {
        if (!same(a, b, i) && !MUTANT(settings_alike)) {
            return false;
        }
    }
    return true;
}

static bool same_effects(const struct effectives *a, const struct effectives *b) {
    bool equal = a->n == b->n;
    for (size_t i = 0; equal && i < a->n; i++) {
        equal = span_equal(a->at[i].name, b->at[i].name);
    }
    return equal;
}

static bool same_row(const struct endpoint_result *a, const struct endpoint_result *b) {
    bool equal = a->methods.n == b->methods.n && a->decided == b->decided &&
                 a->anonymous == b->anonymous && span_equal(a->route, b->route) &&
                 span_equal(a->view, b->view) && span_equal(a->action, b->action);
    for (size_t i = 0; equal && i < a->methods.n; i++) {
        equal = span_equal(a->methods.at[i], b->methods.at[i]);
    }
    return equal && same_effects(&a->authenticators, &b->authenticators) &&
           same_effects(&a->permissions, &b->permissions) &&
           same_effects(&a->throttles, &b->throttles);
}

void deployed_new_rows(struct result *result, size_t n) {
    size_t kept = n;
    for (size_t i = n; i < result->endpoints.n; i++) {
        bool known = false;
        for (size_t k = 0; k < n && !known; k++) {
            known = same_row(&result->endpoints.at[i], &result->endpoints.at[k]);
        }
        if (!known) {
            result->endpoints.at[kept++] = result->endpoints.at[i];
        }
    }
    result->endpoints.n = kept;
}
