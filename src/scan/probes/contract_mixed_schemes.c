/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract leave the choice between kinds of credentials? */
#include "scan/probe.h"

extern const struct probe contract_mixed_schemes;

/* Each alternative of one scheme; those of several count by their first. */
static bool differ(const struct scheme *a, const struct scheme *b) {
    return a->kind != b->kind || !span_equal_nocase(a->parameter, b->parameter) ||
           !span_equal_nocase(a->prefix, b->prefix);
}

static bool mixed(const struct security *security) {
    const struct scheme *first = NULL;
    VEC_EACH(const struct requirement, requirement, &security->any) {
        const struct scheme *scheme = requirement->needs.n ? requirement->needs.at[0].scheme : NULL;
        if (scheme && first && differ(first, scheme)) {
            return true;
        }
        first = first ? first : scheme;
    }
    return false;
}

static enum err lint(struct lint *lint) {
    VEC_EACH(const struct operation, operation, &lint->contract->operations) {
        if (mixed(&operation->security)) {
            TRY(lint_report(lint, &contract_mixed_schemes, operation, operation->security.place,
                            SPAN("alternatives"),
                            SPAN("Credentials of several kinds open the operation: the weakest of "
                                 "them decides.")));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "contract-mixed-schemes",
    .group = "contract",
    .severity = SEVERITY_LOW,
    .title = "An operation accepts several kinds of credentials",
    .cwe = {"CWE-309"},
    .owasp = "API2:2023",
    .why = "The weakest scheme decides. Where HTTP Basic stands beside tokens, a guessed password "
           "passes "
           "by token lifetimes, scopes and multi-factor login; where a session cookie does, other "
           "sites can send requests. And code that reads one credential while another was checked "
           "acts for the wrong user.",
    .how =
        "Read in the contract: the operation's alternatives are of different kinds (Basic, bearer, "
        "Token, a key in a header, in the query or in a cookie). Schemes that must come together, "
        "and {} beside one scheme, do not fire.",
    .fix =
        "Offer one scheme an operation: authentication_classes = [JWTAuthentication] on the view, "
        "and declare just that. Where two are needed for two kinds of clients, give each its own "
        "routes.",
};

const struct probe contract_mixed_schemes = {.rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
