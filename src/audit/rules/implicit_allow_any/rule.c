/* SPDX-License-Identifier: Apache-2.0 */
/* implicit-allow-any: no permission is named anywhere, so everybody may enter. */
#include "audit/judge.h"

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        bool ninja = e->kind == VIEW_NINJA && e->unnamed && !e->permissions.all.n;
        bool implicit = e->kind == VIEW_DRF && e->permissions.all.n &&
                        span_equal(e->permissions.all.at[0].from, SPAN("DRF default"));
        if (!endpoint_is_open(e) || (!implicit && !ninja) || endpoint_is_public(e) ||
            !module_is_own(e->module) || endpoint_reads_credential(j, e)) {
            continue;
        }
        struct finding *finding = judge_tell(
            j, SEVERITY_HIGH, e->module, e->node, e,
            "%.*s names no %s, and neither do the %s: everybody may enter", SPAN_ARG(e->view),
            ninja ? "auth" : "permission", ninja ? "router and the API" : "settings");
        if (!ninja) {
            mend_guard(j, finding, (struct written){e->module, e->node});
        }
        judge_step(j, finding, e->module, e->node, "the view %.*s", SPAN_ARG(e->view));
        judge_step(j, finding, e->route_module, e->route_node, "routed as %.*s",
                   SPAN_ARG(e->route));
    }
}

const struct audit_rule rule_implicit_allow_any = {
    .record =
        {
            .id = "implicit-allow-any",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "No permission is named anywhere, so everybody may enter",
            .cwe = {"CWE-306", "CWE-1188"},
            .owasp = "API2:2023",
            .why = "Django REST framework lets everybody in unless somebody says otherwise. A view "
                   "that "
                   "names an authenticator looks guarded and is not: an authenticator finds out "
                   "who asks, "
                   "it turns nobody away.",
            .how = "Neither the view, nor an ancestor, nor DEFAULT_PERMISSION_CLASSES names a "
                   "permission, "
                   "so AllowAny of the framework is in effect, and the view is reached.",
            .fix = "REST_FRAMEWORK = {\"DEFAULT_PERMISSION_CLASSES\": "
                   "[\"rest_framework.permissions.IsAuthenticated\"]}, and AllowAny where a view "
                   "is meant "
                   "for everybody.",
        },
    .check = check,
};
