/* SPDX-License-Identifier: Apache-2.0 */
/* method-permission-gap: one method of a view is guarded, and another is not. */
#include "audit/judge.h"

/* Written in the class itself, not in a mixin that others use, too. */
static bool within(struct written at, const struct class *class) {
    return at.module == class->module && class->node && at.node->start >= class->node->start &&
           at.node->end <= class->node->end;
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        if (!endpoint_has_gap(j, e)) {
            continue;
        }
        struct written at = endpoint_permission_place(j, e);
        const struct py *method = e->function ? e->function->node : e->node;
        const struct module *module = e->function ? e->function->function->module : e->module;
        bool by_method = at.node && at.node->kind == PY_FUNCTION;
        bool here = by_method && e->class && within(at, e->class);
        at = here        ? at
             : by_method ? (struct written){e->module, e->node}
                         : (struct written){module, method};
        struct finding *finding = judge_tell(
            j, SEVERITY_HIGH, at.module, at.node, e,
            "%.*s lets anonymous callers use one method and guards another", SPAN_ARG(e->view));
        judge_step(j, finding, e->module, e->node, "the view %.*s", SPAN_ARG(e->view));
        if (here) {
            mend_guard(j, finding, at);
        } else {
            mend_never(finding);
        }
        judge_step(j, finding, module, method, "this method is reached without a credential");
    }
}

const struct audit_rule rule_method_permission_gap = {
    .record =
        {
            .id = "method-permission-gap",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "One method of a view is guarded, and another is not",
            .cwe = {"CWE-306"},
            .owasp = "API5:2023",
            .why = "What GET refuses, PUT gives; what is checked when a thing is made is not "
                   "checked when "
                   "it is changed. Attackers try every method of a path, because checks are "
                   "written for "
                   "the one that people use.",
            .how =
                "Of one route and view, at least one method refuses a caller without a credential "
                "and a "
                "method that writes lets him in; or get_permissions asks for the method itself and "
                "opens one of them. Reading that is open while writing is guarded, as "
                "IsAuthenticatedOrReadOnly has it, is silent.",
            .fix = "Give every method the same permission, and open the ones that are meant to be "
                   "open by "
                   "name.",
        },
    .check = check,
};
