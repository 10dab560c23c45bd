/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract make a credential optional? */
#include "scan/probe.h"

static enum err lint(struct lint *lint) {
    VEC_EACH(const struct operation, operation, &lint->contract->operations) {
        if (security_is_optional(&operation->security)) {
            TRY(lint_report(lint, &contract_optional_security, operation, operation->security.place,
                            SPAN("optional"),
                            SPAN("An empty requirement {} beside others makes every credential "
                                 "optional.")));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "contract-optional-security",
    .group = "contract",
    .severity = SEVERITY_INFO,
    .title = "Security is declared optional",
    .cwe = {"CWE-306"},
    .owasp = "API2:2023",
    .why = "With {} beside other requirements a request without any credential meets the contract. "
           "Often it was generated from a permissive view and nobody meant it.",
    .how = "Read in the contract: an empty requirement {} stands beside others that ask for a "
           "credential.",
    .fix = "If a credential is required, remove {} (drf-spectacular writes it for AllowAny and "
           "IsAuthenticatedOrReadOnly: set the permission that you mean). If the operation is "
           "public, declare security: [].",
};

const struct probe contract_optional_security = {
    .rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
