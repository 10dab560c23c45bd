/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract say at all who may enter? */
#include "scan/probe.h"

extern const struct probe contract_no_security;

static enum err lint(struct lint *lint) {
    VEC_EACH(const struct operation, operation, &lint->contract->operations) {
        if (!operation->security.declared) {
            TRY(lint_report(lint, &contract_no_security, operation, operation->place,
                            SPAN("silent"),
                            SPAN("Neither the operation nor the contract as a whole says what "
                                 "security is required.")));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "contract-no-security",
    .group = "contract",
    .severity = SEVERITY_LOW,
    .title = "Operations declare no security at all",
    .cwe = {"CWE-306"},
    .owasp = "API2:2023",
    .why = "Where a contract is silent, code generators, gateways and testers take the operation "
           "for public, and nobody can tell a gate that was forgotten from one that was never "
           "meant to be.",
    .how = "Read in the contract: neither the operation nor the root has a security key. An "
           "explicit security: [] is a declaration and does not fire.",
    .fix = "Declare security at the root, and security: [] at what is meant to be public. "
           "drf-spectacular writes it from authentication_classes and permission_classes; Django "
           "REST framework's own generateschema writes none.",
};

const struct probe contract_no_security = {.rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
