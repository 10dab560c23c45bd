/* SPDX-License-Identifier: Apache-2.0 */
/* implicit-basic: passwords are accepted because nobody said otherwise. */
#include "audit/judge.h"

/* Sessions alone, by which the browsable API works as before. */
static void mend(struct judging *j, struct finding *finding, const struct endpoint *e) {
    struct written at = {e->module, e->node};
    struct span session = mend_import(j, finding, e->module, "rest_framework.authentication",
                                      "SessionAuthentication");
    mend_loses(finding, "callers who send a password (Basic) are refused from then on");
    if (py_is(e->node, PY_CLASS)) {
        mend_attribute(j, finding, at, "authentication_classes = [%.*s]", SPAN_ARG(session));
        return;
    }
    struct span decorator =
        mend_import(j, finding, e->module, "rest_framework.decorators", "authentication_classes");
    mend_decorator(j, finding, at, "@%.*s([%.*s])", SPAN_ARG(decorator), SPAN_ARG(session));
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        bool implicit = e->kind == VIEW_DRF && e->authenticators.all.n &&
                        module_is_own(e->module) &&
                        span_equal(e->authenticators.all.at[0].from, SPAN("DRF default"));
        if (implicit && e->decided && e->anonymous == ACCESS_REFUSED) {
            mend(j,
                 judge_tell(j, SEVERITY_MEDIUM, e->module, e->node, e,
                            "%.*s takes HTTP Basic, since no authenticators are named anywhere",
                            SPAN_ARG(e->view)),
                 e);
        }
    }
}

const struct audit_rule rule_implicit_basic = {
    .record =
        {
            .id = "implicit-basic",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Passwords are accepted because nobody said otherwise",
            .cwe = {"CWE-309", "CWE-1188"},
            .owasp = "API2:2023",
            .why =
                "Without DEFAULT_AUTHENTICATION_CLASSES, Django REST framework takes sessions and "
                "HTTP "
                "Basic. Every endpoint is then a place where passwords can be tried, without the "
                "login's throttle and second factor.",
            .how = "A view that asks for a user has the framework's own default authenticators, "
                   "because "
                   "neither it nor the settings name any.",
            .fix = "REST_FRAMEWORK = {\"DEFAULT_AUTHENTICATION_CLASSES\": [...]} with the schemes "
                   "that the "
                   "API really has.",
        },
    .check = check,
};
