/* SPDX-License-Identifier: Apache-2.0 */
/* backend-ignores-inactive: a backend logs in users who were shut out. */
#include "audit/judge.h"

struct search {
    const struct py *check; /* user.check_password(…) */
};

static void on_node(void *user, const struct py *node) {
    struct search *search = user;
    if (judge_checks_password(node)) {
        search->check = node;
    }
}

/* The hash first: its time must not tell who is active. */
static void mend(struct judging *j, struct finding *finding, const struct module *module,
                 const struct py *method) {
    struct search search = {NULL};
    py_walk(method, on_node, &search);
    const struct py *user = py_get(py_get(search.check, PY_ROLE_FUNCTION), PY_ROLE_OBJECT);
    if (!py_is(user, PY_NAME)) {
        mend_never(finding);
        return;
    }
    mend_node(j, finding, (struct written){module, search.check}, "(%.*s and %.*s.is_active)",
              SPAN_ARG(py_source(&module->file, search.check)), SPAN_ARG(py_text(user)));
    mend_loses(finding, "users who are not active");
}

static void check_backend(struct judging *j, struct class *class, const struct value *method) {
    struct span source = py_source(&class->module->file, class->node);
    bool asks = span_find(source, SPAN("is_active")) != SIZE_MAX ||
                span_find(source, SPAN("user_can_authenticate")) != SIZE_MAX ||
                span_find(source, SPAN("super()")) != SIZE_MAX;
    if (!asks && span_find(source, SPAN("check_password")) != SIZE_MAX) {
        mend(j,
             judge_tell(j, SEVERITY_MEDIUM, class->module, method->node, NULL,
                        "%.*s logs in users who are not active", SPAN_ARG(class->name)),
             class->module, method->node);
    }
}

static void check(struct judging *j) {
    judge_backends(j, check_backend);
}

const struct audit_rule rule_backend_ignores_inactive = {
    .record =
        {
            .id = "backend-ignores-inactive",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A backend logs in users who were shut out",
            .cwe = {"CWE-285"},
            .owasp = "API2:2023",
            .why = "A deactivated account logs in as before.",
            .how = "A backend's own authenticate() checks the password and gives the user without "
                   "asking "
                   "for is_active or user_can_authenticate.",
            .fix = "if user.check_password(password) and self.user_can_authenticate(user); or "
                   "descend from "
                   "ModelBackend.",
        },
    .check = check,
};
