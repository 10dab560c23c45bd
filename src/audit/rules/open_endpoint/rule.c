/* SPDX-License-Identifier: Apache-2.0 */
/* open-endpoint: an endpoint lets anonymous callers in. */
#include "audit/judge.h"

static void tell(struct judging *j, const struct endpoint *e, const struct opening *opening) {
    const struct written *at = &opening->at;
    struct finding *finding =
        judge_tell(j, endpoint_writes(e) ? SEVERITY_HIGH : SEVERITY_MEDIUM, at->module, at->node, e,
                   "%.*s lets anonymous callers in: %s", SPAN_ARG(e->view), opening->words);
    judge_step(j, finding, e->module, e->node, "the view %.*s", SPAN_ARG(e->view));
    judge_step(j, finding, at->module, at->node, "its permissions");
    if (e->kind == VIEW_DRF) {
        mend_guard(j, finding, *at);
    } else {
        mend_never(finding);
    }
    judge_step(j, finding, e->route_module, e->route_node, "routed as %.*s", SPAN_ARG(e->route));
}

static bool mentions(const struct endpoint *e, const char *word) {
    const struct py *node = e->class ? e->class->node : e->node;
    return node && span_find(py_source(&e->module->file, node), span_from(word)) != SIZE_MAX;
}

/* A view of Django's that takes what is written to it, as an API does, and asks nobody. */
static bool is_open_api(struct judging *j, const struct endpoint *e) {
    bool plain = e->kind == VIEW_FUNCTION || e->kind == VIEW_DJANGO;
    if (!plain || !endpoint_is_open(e) || !module_is_own(e->module) || endpoint_is_public(e) ||
        endpoint_reads_credential(j, e)) {
        return false;
    }
    bool checks = mentions(e, "403") || mentions(e, "401") || mentions(e, "Forbidden") ||
                  mentions(e, "PermissionDenied") || mentions(e, "request.user") ||
                  mentions(e, "request.headers") || mentions(e, "request.META");
    bool writes = mentions(e, "\"POST\"") || mentions(e, "'POST'") || mentions(e, "require_POST") ||
                  mentions(e, "def post") || mentions(e, ".delete(") || mentions(e, ".save(");
    bool exempt = e->node && (mentions(e, "csrf_exempt") || judge_decorated(j, e, "csrf_exempt"));
    return endpoint_writes(e) && !checks && writes && exempt && mentions(e, "JsonResponse");
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        struct opening opening;
        if (endpoint_opening(j, e, &opening)) {
            tell(j, e, &opening);
        } else if (is_open_api(j, e)) {
            opening = (struct opening){{e->module, e->node}, "nothing guards it"};
            tell(j, e, &opening);
        }
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
