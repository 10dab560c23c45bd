/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract offer passwords beside other credentials? */
#include "scan/probe.h"

static bool mixed(const struct security *security) {
    bool basic = false, other = false;
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement->needs.n == 1 && requirement->needs.at[0].scheme) {
            bool is_basic = requirement->needs.at[0].scheme->kind == SCHEME_BASIC;
            basic |= is_basic;
            other |= !is_basic;
        }
    }
    return basic && other;
}

static enum err lint(struct lint *lint) {
    VEC_EACH(const struct operation, operation, &lint->contract->operations) {
        if (mixed(&operation->security)) {
            TRY(lint_report(lint, &contract_mixed_schemes, operation, operation->security.place,
                            SPAN("alternatives"),
                            SPAN("HTTP Basic is an alternative to another scheme: passwords open "
                                 "what that guards.")));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "contract-mixed-schemes",
    .group = "contract",
    .severity = SEVERITY_LOW,
    .title = "An operation accepts passwords beside other credentials",
    .cwe = {"CWE-309"},
    .owasp = "API2:2023",
    .why =
        "The weakest scheme decides. Where HTTP Basic is an alternative to tokens or sessions, a "
        "guessed password passes by token lifetimes, scopes and multi-factor login, and each "
        "request carries the password.",
    .how = "Read in the contract: an operation whose alternatives hold both HTTP Basic and another "
           "scheme. Schemes that must come together do not fire.",
    .fix = "Offer one scheme an operation: authentication_classes = [JWTAuthentication], without "
           "BasicAuthentication, and declare just that. Django REST framework's default is "
           "SessionAuthentication and BasicAuthentication.",
};

const struct probe contract_mixed_schemes = {.rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
