/* SPDX-License-Identifier: Apache-2.0 */
/* Does the contract ask for a credential in the URL? */
#include "scan/probe.h"

static enum err lint_operation(struct lint *lint, const struct operation *operation) {
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        VEC_EACH(const struct need, need, &requirement->needs) {
            const struct scheme *scheme = need->scheme;
            if (!scheme || scheme->kind != SCHEME_QUERY) {
                continue;
            }
            struct span message =
                arena_printf(lint->arena, "The scheme %.*s puts a key into the query (\"%.*s\").",
                             SPAN_ARG(scheme->name), SPAN_ARG(scheme->parameter));
            TRY_PTR(message.ptr);
            TRY(lint_report(lint, &contract_key_in_query, operation, scheme->place, scheme->name,
                            message));
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
    .id = "contract-key-in-query",
    .group = "contract",
    .severity = SEVERITY_MEDIUM,
    .title = "The contract asks for a credential in the URL",
    .cwe = {"CWE-598"},
    .owasp = "API2:2023",
    .why = "URLs are written into server logs, proxies, browser histories and Referer headers: a "
           "key that travels there is stolen by reading a log.",
    .how = "Read in the contract: an operation requires an apiKey scheme whose place is the query.",
    .fix = "Move the key into a header: in: header, name: X-API-Key, or an HTTP bearer scheme.",
};

const struct probe contract_key_in_query = {.rule = &rule, .needs = NEEDS_NOTHING, .lint = lint};
