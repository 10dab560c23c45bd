/* SPDX-License-Identifier: Apache-2.0 */
/* mixed-schemes: passwords are accepted beside tokens. */
#include "audit/judge.h"

static const char *const tokens[] = {
    "rest_framework.authentication.TokenAuthentication",
    "rest_framework_simplejwt.authentication.JWTAuthentication", "knox.auth.TokenAuthentication",
    "oauth2_provider.contrib.rest_framework.authentication.OAuth2Authentication"};

static bool takes_tokens(const struct endpoint *e) {
    for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
        if (effects_have(&e->authenticators, tokens[i])) {
            return true;
        }
    }
    VEC_EACH(const struct in_effect, effect, &e->authenticators.all) {
        bool own = effect->class && module_is_own(effect->class->module);
        bool named = own && (span_find_nocase(effect->class->name, SPAN("bearer")) != SIZE_MAX ||
                             span_find_nocase(effect->class->name, SPAN("jwt")) != SIZE_MAX ||
                             span_find_nocase(effect->class->name, SPAN("token")) != SIZE_MAX);
        if (named) {
            return true;
        }
    }
    return false;
}

/* The item of the list around an authenticator that names Basic. */
static const struct py *basic_item(const struct in_effect *basic) {
    const struct py *root = basic->module->file.root;
    const struct py *list = py_around(root, basic->node, PY_LIST);
    list = list ? list : py_around(root, basic->node, PY_TUPLE);
    list = py_is(basic->node, PY_LIST) || py_is(basic->node, PY_TUPLE) ? basic->node : list;
    PY_EACH(item, list) {
        struct span text =
            py_text(py_is(item, PY_ATTRIBUTE) ? py_get(item, PY_ROLE_ATTRIBUTE) : item);
        if (span_ends(text, SPAN("BasicAuthentication"))) {
            return item;
        }
    }
    return NULL;
}

static void mend(struct judging *j, struct finding *finding, const struct endpoint *e) {
    mend_loses(finding, "callers who send a password (Basic) are refused from then on");
    VEC_EACH(const struct in_effect, effect, &e->authenticators.all) {
        bool basic = effect->class && span_equal(effect->class->name, SPAN("BasicAuthentication"));
        const struct py *item =
            basic && module_is_own(effect->module) && effect->node ? basic_item(effect) : NULL;
        if (item) {
            mend_remove_item(j, finding, (struct written){effect->module, item});
        }
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        if (e->kind != VIEW_DRF || !takes_tokens(e) ||
            !effects_have(&e->authenticators,
                          "rest_framework.authentication.BasicAuthentication")) {
            continue;
        }
        const struct in_effect *first = &e->authenticators.all.at[0];
        bool own = module_is_own(first->module);
        mend(j,
             judge_tell(j, SEVERITY_MEDIUM, own ? first->module : e->module,
                        own ? first->node : e->node, e,
                        "passwords (Basic) are accepted where tokens are"),
             e);
    }
}

const struct audit_rule rule_mixed_schemes = {
    .record =
        {
            .id = "mixed-schemes",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Passwords are accepted beside tokens",
            .cwe = {"CWE-309", "CWE-441"},
            .owasp = "API2:2023",
            .why = "A view that takes tokens takes passwords as well. What the token limits "
                   "(scope, life, "
                   "audience, a second factor at login) the password does not: whoever guesses it "
                   "goes "
                   "around all of that, at an endpoint that no login throttle watches.",
            .how = "The authenticators in effect hold BasicAuthentication, or a class that "
                   "descends from "
                   "it, together with one that reads a token.",
            .fix = "Name one kind of credential: authentication_classes = [JWTAuthentication]. If "
                   "both are "
                   "needed, let them be different endpoints.",
        },
    .check = check,
};
