/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract offer passwords beside tokens? */
#include "scan/probe.h"

extern const struct probe contract_mixed_schemes;

static bool is_token(const struct scheme *scheme) {
    return scheme->kind == SCHEME_BEARER || scheme->kind == SCHEME_AUTHORIZATION ||
           scheme->kind == SCHEME_HEADER || scheme->kind == SCHEME_QUERY;
}

static bool mixed(const struct security *security) {
    bool basic = false, token = false;
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement->needs.n == 1 && requirement->needs.at[0].scheme) {
            const struct scheme *scheme = requirement->needs.at[0].scheme;
            basic |= scheme->kind == SCHEME_BASIC;
            token |= is_token(scheme);
        }
    }
    return basic && token;
}

static enum err lint(struct lint *lint) {
    VEC_EACH(const struct operation, operation, &lint->contract->operations) {
        if (mixed(&operation->security)) {
            TRY(lint_report(lint, &contract_mixed_schemes, operation, operation->security.place,
                            SPAN("basic"),
                            SPAN("HTTP Basic is an alternative to a token: passwords open what "
                                 "tokens guard.")));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "contract-mixed-schemes",
    .group = "contract",
    .severity = SEVERITY_LOW,
    .title = "An operation accepts passwords beside tokens",
    .cwe = {"CWE-309"},
    .owasp = "API2:2023",
    .why = "The weakest scheme decides. Where HTTP Basic is an alternative to tokens, a guessed "
           "password passes by token lifetimes, scopes and multi-factor login, and each request "
           "carries the password.",
    .how = "Read in the contract: an operation whose alternatives hold both HTTP Basic and a token "
           "scheme (bearer, Token, OAuth 2, API key).",
    .fix = "Offer one scheme an operation: authentication_classes = [JWTAuthentication], without "
           "BasicAuthentication, and declare just that.",
};

const struct probe contract_mixed_schemes = {.rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
