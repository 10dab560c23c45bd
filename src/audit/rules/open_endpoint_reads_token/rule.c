/* SPDX-License-Identifier: Apache-2.0 */
/* open-endpoint-reads-token: an open endpoint reads a credential by hand. */
#include "audit/judge.h"

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        const struct py *read =
            endpoint_is_open(e) && !endpoint_is_public(e) ? endpoint_reads_credential(j, e) : NULL;
        if (!read || (e->kind == VIEW_DRF && !endpoint_unguarded(e))) {
            continue;
        }
        struct written at = endpoint_permission_place(j, e);
        struct finding *finding =
            judge_tell(j, SEVERITY_CRITICAL, e->function->function->module, read, e,
                       "%.*s reads a credential by hand and lets everybody in all the same",
                       SPAN_ARG(e->view));
        judge_step(j, finding, at.module, at.node, "its permissions let anonymous callers in");
        judge_step(j, finding, e->function->function->module, read, "the credential is read here");
    }
}

const struct audit_rule rule_open_endpoint_reads_token = {
    .record =
        {
            .id = "open-endpoint-reads-token",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "An open endpoint reads a credential by hand",
            .cwe = {"CWE-306", "CWE-287"},
            .owasp = "API2:2023",
            .why = "The view looks at a token, so it seems guarded; but its permission lets "
                   "everybody in, "
                   "and nothing happens to who shows a wrong token or none. Whatever the view then "
                   "believes of the token, it believes of a stranger.",
            .how = "The view is reached by a caller without a credential, and its body reads "
                   "Authorization, an API key or the like from the request itself.",
            .fix = "Let an authenticator read the token and a permission require it: "
                   "authentication_classes = [...] and permission_classes = [IsAuthenticated].",
        },
    .check = check,
};
