/* SPDX-License-Identifier: Apache-2.0 */
/* webhook-unsigned: whatever is sent to a webhook is believed, whoever sends it. */
#include "audit/judge.h"

#include "base/mutant.h"
#include "django/middleware.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

enum { CODE_MOST = 64 };

/* The code that a call of the webhook may come through. */
struct code {
    struct judging *j;
    struct written all[CODE_MOST];
    size_t n;
    const struct module *module; /* of what is being walked */
    bool checks, by_address;
};

static bool has(struct span text, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (span_find_nocase(text, span_from(words[i])) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void add(struct code *code, const struct module *module, const struct py *node) {
    for (size_t i = 0; i < code->n; i++) {
        if (code->all[i].node == node) {
            return;
        }
    }
    if (node && module_is_own(module) && code->n < CODE_MOST) {
        code->all[code->n++] = (struct written){module, node};
    }
}

/* With the decorators that are laid around it. */
static void add_decorated(struct code *code, const struct module *module, const struct py *node) {
    bool own = node && module_is_own(module) && module->file.root;
    const struct py *around = own ? py_around(module->file.root, node, PY_DECORATED) : NULL;
    bool laid = around && py_definition(around) == node;
    add(code, module, laid ? around : node);
}

static void add_class(struct code *code, struct class *class) {
    for (size_t i = 0; class && i < class->mro.n; i++) {
        add_decorated(code, class->mro.at[i]->module, class->mro.at[i]->node);
    }
}

static void add_value(struct code *code, const struct value *value) {
    const struct value *of = value_is(value, VALUE_UNKNOWN) && value->inner ? value->inner : value;
    if (value_is(of, VALUE_FUNCTION)) {
        add_decorated(code, of->function->module, of->node);
    } else if (value_is(of, VALUE_CLASS)) {
        class_order(code->j->in, of->class);
        add_class(code, of->class);
    }
}

/* What is asked for by name is of the module, helpers.check of the module that helpers is. */
static const struct value *named(struct code *code, const struct py *node) {
    struct module *module = (struct module *)code->module;
    if (node->kind == PY_NAME) {
        struct slot *slot = table_find(&module->scope.names, py_text(node));
        return slot && slot->value ? module_get(code->j->in, module, py_text(node)) : NULL;
    }
    const struct py *object = py_get(node, PY_ROLE_OBJECT);
    const struct value *of = py_is(object, PY_NAME) ? named(code, object) : NULL;
    if (!of || of->kind != VALUE_MODULE) {
        return NULL;
    }
    return module_get(code->j->in, (struct module *)of->of,
                      py_text(py_get(node, PY_ROLE_ATTRIBUTE)));
}

/* A signature, a secret, or the provider itself is asked. */
static bool is_check(const struct code *code, const struct py *node) {
    static const char *const calls[] = {"verif",     "signature", "digest", "constant_time",
                                        "construct", "hmac",      "unsign", "authenticat",
                                        "retrieve",  "requests.", "httpx.", "fetch",
                                        "token",     "secret",    "signed", "jwt."};
    static const char *const sides[] = {"signature", "secret", "token", "hmac", "digest",  "key",
                                        "sign",      "sig",    "hash",  "auth", "password"};
    struct span source = py_source(&code->module->file, node);
    if (node->kind == PY_COMPARE) {
        static const char *const signs[] = {"==", "!=", " in "};
        return has(source, signs, COUNT(signs)) && has(source, sides, COUNT(sides));
    }
    const struct py *function = py_get(node, PY_ROLE_FUNCTION);
    struct span whole = py_source(&code->module->file, function);
    struct span last =
        py_is(function, PY_ATTRIBUTE) ? py_text(py_get(function, PY_ROLE_ATTRIBUTE)) : whole;
    static const char *const valid[] = {"valid"};
    return (has(whole, calls, COUNT(calls)) && !span_equal(last, SPAN("authentication_classes"))) ||
           (has(last, valid, 1) && !span_equal(last, SPAN("is_valid")));
}

static void on_node(void *user, const struct py *node) {
    struct code *code = user;
    if (node->kind == PY_CALL || node->kind == PY_COMPARE) {
        code->checks |= is_check(code, node);
    } else if (node->kind == PY_NAME || node->kind == PY_ATTRIBUTE) {
        add_value(code, named(code, node));
    } else if (node->kind == PY_DECORATOR) {
        static const char *const words[] = {"verif", "sign", "secret", "hmac", "valid"};
        struct span source = py_source(&code->module->file, node);
        code->checks |= has(source, words, COUNT(words));
    }
}

static const struct module *module_of(const struct value *definition) {
    if (!definition) {
        return NULL;
    }
    return definition->kind == VALUE_CLASS      ? definition->class->module
           : definition->kind == VALUE_FUNCTION ? definition->function->module
                                                : NULL;
}

/* Middleware that looks at paths, and at none of the route's. */
static bool is_elsewhere(const struct module *module, const struct endpoint *e) {
    if (span_find(module->file.text, SPAN(".path")) == SIZE_MAX || MUTANT(middleware_everywhere)) {
        return false;
    }
    struct middleware_paths paths = middleware_paths_of(module, e->route);
    return paths.some && !paths.fits;
}

/* Guards of the project's own, and middleware that speaks of webhooks. */
static void add_guards(struct code *code, const struct endpoint *e) {
    VEC_EACH(const struct in_effect, effect, &e->authenticators.all) {
        add_class(code, effect->class);
    }
    VEC_EACH(const struct in_effect, effect, &e->permissions.all) {
        add_class(code, effect->class);
    }
    const struct value *all = judge_setting(code->j, "MIDDLEWARE");
    for (size_t i = 0; value_is(all, VALUE_SEQUENCE) && i < all->sequence->items.n; i++) {
        const struct value *name = all->sequence->items.at[i].value;
        const struct value *class =
            value_is(name, VALUE_TEXT) ? module_import(code->j->in, name->text) : NULL;
        static const char *const words[] = {"hook", "signature", "hmac"};
        const struct module *module = module_of(class);
        if (module && module_is_own(module) && has(module->file.text, words, COUNT(words)) &&
            !is_elsewhere(module, e)) {
            add_value(code, class);
        }
    }
}

static void follow(struct code *code) {
    static const char *const words[] = {"REMOTE_ADDR", "FORWARDED_FOR", "ip_address", "ip_network"};
    for (size_t i = 0; i < code->n && !code->checks; i++) {
        code->module = code->all[i].module;
        code->by_address |=
            has(py_source(&code->module->file, code->all[i].node), words, COUNT(words));
        py_walk(code->all[i].node, on_node, code);
    }
}

/* What it is sent, it makes use of. */
static bool uses_body(const struct endpoint *e) {
    static const char *const words[] = {"request.data", "request.body", "request.POST",
                                        "request.read", "payload"};
    return span_says_one(py_source(&e->function->function->module->file, e->function->node), words,
                         COUNT(words));
}

static bool takes_post(const struct endpoint *e) {
    VEC_EACH(const struct span, method, &e->methods) {
        if (span_equal(*method, SPAN("POST"))) {
            return true;
        }
    }
    return false;
}

/* Others than DRF and Ninja take no POST from outside unless they are told to. */
static bool is_reachable(const struct endpoint *e) {
    bool own_rules = e->kind == VIEW_DRF || e->kind == VIEW_NINJA;
    return own_rules || span_find(e->module->file.text, SPAN("csrf_exempt")) != SIZE_MAX ||
           (e->route_module &&
            span_find(e->route_module->file.text, SPAN("csrf_exempt")) != SIZE_MAX);
}

static bool concerns(struct judging *j, const struct endpoint *e) {
    static const char *const secrets[] = {"token}", "secret}", "key}", "uuid}", "signature}"};
    bool function = value_is(e->function, VALUE_FUNCTION) && e->function->node &&
                    module_is_own(e->function->function->module) && module_is_own(e->module);
    return function && endpoint_is_webhook(e) && endpoint_is_open(e) && takes_post(e) &&
           uses_body(e) && is_reachable(e) && !has(e->route, secrets, COUNT(secrets)) &&
           !endpoint_touches_credential(j, e);
}

static void check_one(struct judging *j, const struct endpoint *e) {
    struct code code = {.j = j};
    add_decorated(&code, e->function->function->module, e->function->node);
    add_decorated(&code, e->module, e->node);
    add_class(&code, e->class);
    add(&code, e->route_module, e->route_node);
    add_guards(&code, e);
    follow(&code);
    if (!code.checks && code.n < CODE_MOST) {
        mend_never(judge_tell(
            j, code.by_address ? SEVERITY_LOW : SEVERITY_MEDIUM, e->function->function->module,
            e->function->node, e,
            code.by_address ? "%.*s knows its callers by their address alone, and verifies no "
                              "signature of what they send"
                            : "%.*s believes what it is sent: no signature of it is verified",
            SPAN_ARG(e->view)));
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        if (concerns(j, e)) {
            check_one(j, e);
        }
    }
}

const struct audit_rule rule_webhook_unsigned = {
    .record =
        {
            .id = "webhook-unsigned",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A webhook believes whoever calls it",
            .cwe = {"CWE-345", "CWE-347"},
            .owasp = "API2:2023",
            .why = "A webhook is open by what it is for. Without a signature of what it is sent, "
                   "anybody tells it that an order was paid.",
            .how = "An open endpoint that a route, a view or an action calls webhook or hook takes "
                   "POST and uses what it is sent. Nothing that it comes through verifies a "
                   "signature, compares a secret or asks the provider: its handler and class with "
                   "their bases, decorators and functions, authenticators, permissions, and "
                   "middleware that speaks of webhooks. A list of addresses is told as low.",
            .fix = "Verify the provider's signature over the raw body before it is read: "
                   "stripe.Webhook.construct_event, RequestValidator of Twilio, or "
                   "hmac.compare_digest against an HMAC of request.body.",
        },
    .check = check,
};
