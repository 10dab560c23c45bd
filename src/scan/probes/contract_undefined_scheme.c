/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract require a scheme that it does not define? */
#include "scan/probe.h"

static enum err lint_operation(struct lint *lint, const struct operation *operation) {
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            if (need->scheme) {
                continue;
            }
            struct span message = arena_printf(
                lint->arena, "The scheme \"%.*s\" is required, but not defined in the contract.",
                SPAN_ARG(need->name));
            TRY_PTR(message.ptr);
            TRY(lint_report(lint, &contract_undefined_scheme, operation, operation->security.place,
                            need->name, message));
        }
    }
    return OK;
}

static enum err lint(struct lint *lint) {
    VEC_EACH(const struct operation, operation, &lint->contract->operations) {
        TRY(lint_operation(lint, operation));
    }
    return OK;
}

static const struct rule rule = {
    .id = "contract-undefined-scheme",
    .group = "contract",
    .severity = SEVERITY_MEDIUM,
    .title = "An operation requires a scheme that is not defined",
    .cwe = {"CWE-1059"},
    .owasp = "API9:2023",
    .why = "A requirement that names nothing cannot be met and cannot be checked. Tools drop it, "
           "and some then treat the operation as public.",
    .how = "Read in the contract: a security requirement names a scheme that stands neither in "
           "components.securitySchemes nor in securityDefinitions.",
    .fix = "Define the scheme, or correct its name. drf-spectacular needs an "
           "OpenApiAuthenticationExtension for each authentication class of your own.",
};

const struct probe contract_undefined_scheme = {
    .rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
