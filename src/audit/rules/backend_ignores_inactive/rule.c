/* SPDX-License-Identifier: Apache-2.0 */
/* backend-ignores-inactive: a backend logs in users who were shut out. */
#include "audit/judge.h"

static void check_backend(struct judging *j, struct class *class, const struct value *method) {
    struct span source = py_source(&class->module->file, class->node);
    bool asks = span_find(source, SPAN("is_active")) != SIZE_MAX ||
                span_find(source, SPAN("user_can_authenticate")) != SIZE_MAX ||
                span_find(source, SPAN("super()")) != SIZE_MAX;
    if (!asks && span_find(source, SPAN("check_password")) != SIZE_MAX) {
        (void)judge_tell(j, SEVERITY_MEDIUM, class->module, method->node, NULL,
                         "%.*s logs in users who are not active", SPAN_ARG(class->name));
    }
}

static bool is_backend(struct judging *j, struct class *class) {
    return class_is(j->in, class, SPAN("django.contrib.auth.backends.BaseBackend")) == TRUTH_YES;
}

static void check(struct judging *j) {
    VEC_EACH(const struct module *, each, &j->modules) {
        struct module *module = (struct module *)*each;
        if (span_find(module->file.text, SPAN("Backend")) == SIZE_MAX) {
            continue;
        }
        program_run(j->in, module);
        for (size_t i = 0; i < module->scope.names.slots.n; i++) {
            const struct value *value = module->scope.names.slots.at[i]->value;
            struct slot *method = value_is(value, VALUE_CLASS) && value->class->module == module &&
                                          is_backend(j, value->class)
                                      ? table_find(&value->class->names, SPAN("authenticate"))
                                      : NULL;
            if (method && value_is(method->value, VALUE_FUNCTION)) {
                check_backend(j, value->class, method->value);
            }
        }
    }
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
