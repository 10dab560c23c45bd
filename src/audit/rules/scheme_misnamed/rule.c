/* SPDX-License-Identifier: Apache-2.0 */
/* scheme-misnamed: a view that speaks of JWT takes none. */
#include "audit/judge.h"

static bool is_classic(const struct in_effect *effect) {
    static const char *const classic[] = {"rest_framework.authentication.TokenAuthentication",
                                          "rest_framework.authentication.BasicAuthentication",
                                          "rest_framework.authentication.SessionAuthentication"};
    return effect->class &&
           span_is_one(effect->class->full, classic, sizeof(classic) / sizeof(*classic));
}

/* It names the token, and not what it hands out: TokenToJWTView takes the one for the other. */
static bool promises(struct span name) {
    static const char *const kinds[] = {"JWT", "Jwt", "Bearer"};
    static const char *const gives[] = {"Obtain", "Create", "Issue",  "Exchange", "Convert",
                                        "ToJWT",  "ToJwt",  "GetJWT", "GetJwt",   "Generate"};
    return span_says_one(name, kinds, sizeof(kinds) / sizeof(*kinds)) &&
           !span_says_one(name, gives, sizeof(gives) / sizeof(*gives));
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        bool named = e->kind == VIEW_DRF && e->class && module_is_own(e->module) && e->decided &&
                     promises(e->class->name) && e->authenticators.all.n;
        for (size_t i = 0; named && i < e->authenticators.all.n; i++) {
            named = is_classic(&e->authenticators.all.at[i]);
        }
        if (named && !endpoint_is_public(e)) {
            (void)judge_tell(j, SEVERITY_LOW, e->module, e->node, e,
                             "%.*s takes no JWT: its authenticator is %.*s",
                             SPAN_ARG(e->class->name), SPAN_ARG(e->authenticators.all.at[0].name));
        }
    }
}

const struct audit_rule rule_scheme_misnamed = {
    .record =
        {
            .id = "scheme-misnamed",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "A view that speaks of JWT takes none",
            .cwe = {"CWE-287", "CWE-1059"},
            .owasp = "API2:2023",
            .why = "The name promises a kind of credential, and the authenticators in effect take "
                   "another: "
                   "clients with the promised one are refused, and the one that is accepted is "
                   "watched by "
                   "nobody.",
            .how = "The name of the view says JWT or Bearer, while all of its authenticators are "
                   "Django REST framework's own TokenAuthentication, BasicAuthentication or "
                   "SessionAuthentication. Silent where the name speaks of handing one out.",
            .fix = "authentication_classes = [JWTAuthentication], or another name.",
        },
    .check = check,
};
