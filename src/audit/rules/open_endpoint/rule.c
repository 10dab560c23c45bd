/* SPDX-License-Identifier: Apache-2.0 */
/* open-endpoint: an endpoint lets anonymous callers in. */
#include "audit/judge.h"

static bool is_implicit(const struct endpoint *e) {
    return e->permissions.all.n && span_equal(e->permissions.all.at[0].from, SPAN("DRF default"));
}

static bool is_deliberate(const struct endpoint *e) {
    return !endpoint_writes(e) && !e->authenticators.all.n && e->permissions.all.n;
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        bool concerns = endpoint_is_open(e) && e->kind == VIEW_DRF && module_is_own(e->module) &&
                        endpoint_unguarded(e) && !endpoint_is_public(e);
        if (!concerns || is_implicit(e) || is_deliberate(e) || endpoint_reads_credential(j, e) ||
            endpoint_has_gap(j, e)) {
            continue;
        }
        struct written at = endpoint_permission_place(j, e);
        struct finding *finding = judge_tell(
            j, endpoint_writes(e) ? SEVERITY_HIGH : SEVERITY_MEDIUM, at.module, at.node, e,
            "%.*s lets anonymous callers in: %s", SPAN_ARG(e->view),
            e->permissions.all.n ? "its permission is AllowAny" : "it has no permission at all");
        judge_step(j, finding, e->module, e->node, "the view %.*s", SPAN_ARG(e->view));
        judge_step(j, finding, at.module, at.node, "its permissions");
        judge_step(j, finding, e->route_module, e->route_node, "routed as %.*s",
                   SPAN_ARG(e->route));
    }
}

const struct audit_rule rule_open_endpoint = {
    .record =
        {
            .id = "open-endpoint",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "An endpoint lets anonymous callers in",
            .cwe = {"CWE-306"},
            .owasp = "API2:2023",
            .why = "Whoever finds the URL reads, or changes, what stands behind it. No token is "
                   "stolen and "
                   "no password guessed: nobody asks for one.",
            .how =
                "The view's permissions in effect, after get_permissions, initial and dispatch are "
                "run "
                "for a caller without a credential, are AllowAny or none, and the view is reached. "
                "Silent: views whose name or route says that they are public (login, registration, "
                "reset, health, schema, webhook), and views that read only and name both "
                "authentication_classes = [] and AllowAny.",
            .fix = "permission_classes = [IsAuthenticated], or what the view really needs. If it "
                   "is meant "
                   "for everybody, say so: authentication_classes = [] and permission_classes = "
                   "[AllowAny].",
        },
    .check = check,
};
