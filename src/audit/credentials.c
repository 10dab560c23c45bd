/* SPDX-License-Identifier: Apache-2.0 */
/* Authenticators and token calls, in the code around them. */
#include "audit/judge.h"

#include "base/mutant.h"

bool judge_silenced(struct judging *j, const char *check) {
    const struct value *all = judge_setting(j, "SILENCED_SYSTEM_CHECKS");
    struct value name = {.kind = VALUE_TEXT, .text = span_from(check)};
    return all && interp_truth(j->in, operator_compare(j->in, SPAN("in"), &name, all)) == TRUTH_YES;
}

static bool uses(const struct endpoint *endpoint, const struct authenticator *each) {
    VEC_EACH(const struct in_effect, effect, &endpoint->authenticators.all) {
        if (effect->class == each->class) {
            return true;
        }
    }
    return false;
}

void judge_uses(struct judging *j, struct finding *finding, const struct authenticator *each) {
    if (!finding) {
        return;
    }
    VEC_EACH(const struct endpoint, endpoint, &j->endpoints->all) {
        if (uses(endpoint, each)) {
            judge_affects(j, finding, endpoint);
        }
    }
}

bool judge_open_use(struct judging *j, const struct authenticator *each) {
    VEC_EACH(const struct endpoint, endpoint, &j->endpoints->all) {
        if (uses(endpoint, each) && endpoint_is_open(endpoint)) {
            return true;
        }
    }
    return false;
}

struct helpers {
    const struct py *root, *found;
    size_t left;
};

static void on_call(void *user, const struct py *node) {
    struct helpers *helpers = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    if (!py_is(named, PY_NAME) || helpers->found) {
        return;
    }
    PY_EACH(statement, helpers->root) {
        const struct py *definition = py_definition(statement);
        if (py_is(definition, PY_FUNCTION) &&
            py_named(py_get(definition, PY_ROLE_NAME), py_text(named)) && helpers->left-- == 0) {
            helpers->found = definition;
        }
    }
}

const struct py *judge_helper(struct judging *j, const struct authenticator *each, size_t n) {
    (void)j;
    struct helpers helpers = {each->module->file.root, NULL, n};
    py_walk(each->method, on_call, &helpers);
    return helpers.found;
}

struct own_methods {
    struct judging *j;
    const struct authenticator *each;
    struct written found;
    size_t left;
};

/* self.find(request) */
static void on_own_call(void *user, const struct py *node) {
    struct own_methods *methods = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    bool of_self = py_is(named, PY_ATTRIBUTE) && !methods->found.node &&
                   py_named(py_get(named, PY_ROLE_OBJECT), SPAN("self"));
    struct class *holder = NULL;
    const struct value *method =
        of_self ? class_get(methods->j->in, methods->each->class,
                            py_text(py_get(named, PY_ROLE_ATTRIBUTE)), &holder, NULL)
                : NULL;
    if (value_is(method, VALUE_FUNCTION) && holder && module_is_own(holder->module) &&
        method->node != methods->each->method && methods->left-- == 0) {
        methods->found = (struct written){holder->module, method->node};
    }
}

struct written judge_own_method(struct judging *j, const struct authenticator *each, size_t n) {
    struct own_methods methods = {j, each, {NULL, NULL}, n};
    py_walk(each->method, on_own_call, &methods);
    return methods.found;
}

bool judge_verifies_by_hand(struct judging *j, const struct decode_call *call) {
    (void)j;
    static const char *const words[] = {"compare_digest", ".verify(", "verify_without",
                                        "InvalidSignatureError"};
    const struct py *class = py_around(call->module->file.root, call->node, PY_CLASS);
    const struct py *around = class ? class : call->function;
    struct span text = call->module->file.text;
    size_t start = around ? around->start : 0, end = around ? around->end : text.len;
    /* jose.jws.verify(…, verify=False) is no check by its name: what stands around it counts. */
    struct span before = span_slice(text, start, call->node->start - start);
    struct span after = span_slice(text, call->node->end, end - call->node->end);
    return span_says_one(before, words, sizeof(words) / sizeof(*words)) ||
           span_says_one(after, words, sizeof(words) / sizeof(*words));
}

struct claim {
    const struct py_file *file;
    struct span name;
    bool found;
};

/* claims["iss"] != settings.ISSUER */
static void on_claim(void *user, const struct py *node) {
    struct claim *claim = user;
    struct py_lookup lookup = py_lookup(node);
    claim->found |=
        lookup.of && py_is(lookup.key, PY_STRING) && span_equal(py_text(lookup.key), claim->name);
}

static void on_compare(void *user, const struct py *node) {
    if (node->kind == PY_COMPARE) {
        py_walk(node, on_claim, user);
    }
}

bool judge_compares_claim(const struct decode_call *call, const char *claim) {
    struct claim sought = {&call->module->file, span_from(claim), false};
    py_walk(call->function, on_compare, &sought);
    return sought.found;
}

bool judge_names_header_key(struct judging *j, const struct decode_call *call) {
    (void)j;
    static const char *const words[] = {"\"jwk\"", "'jwk'", "\"jku\"", "'jku'",
                                        "\"x5u\"", "'x5u'", "\"x5c\"", "'x5c'"};
    return call->function && span_says_one(py_source(&call->module->file, call->function), words,
                                           sizeof(words) / sizeof(*words));
}

void judge_authenticators(struct judging *j,
                          void (*check)(struct judging *j, const struct authenticator *each)) {
    VEC_EACH(const struct authenticator, each, &j->authenticators) {
        if (module_is_own(each->module)) {
            check(j, each);
        }
    }
}

/* One of Django's, or what answers as Django asks it: a backend needs no base. */
static bool is_backend(struct judging *j, struct class *class) {
    const struct slot *get_user = table_find(&class->names, SPAN("get_user"));
    return class_is(j->in, class, SPAN("django.contrib.auth.backends.BaseBackend")) == TRUTH_YES ||
           (get_user && !MUTANT(backend_needs_base) && value_is(get_user->value, VALUE_FUNCTION));
}

void judge_backends(struct judging *j, void (*check)(struct judging *j, struct class *class,
                                                     const struct value *method)) {
    VEC_EACH(const struct module *, each, &j->modules) {
        struct module *module = (struct module *)*each;
        if (span_find(module->file.text, SPAN("Backend")) == SIZE_MAX &&
            span_find(module->file.text, SPAN("def get_user(")) == SIZE_MAX) {
            continue;
        }
        program_run(j->in, module);
        for (size_t i = 0; i < module->scope.names.slots.n; i++) {
            const struct value *value = module->scope.names.slots.at[i]->value;
            struct slot *method = value_is(value, VALUE_CLASS) && value->class->module == module &&
                                          is_backend(j, value->class)
                                      ? table_find(&value->class->names, SPAN("authenticate"))
                                      : NULL;
            if (method && value_is(method->value, VALUE_FUNCTION)) {
                check(j, value->class, method->value);
            }
        }
    }
}
