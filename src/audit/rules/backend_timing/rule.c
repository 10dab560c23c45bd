/* SPDX-License-Identifier: Apache-2.0 */
/* backend-timing: the time of an answer tells which users exist. */
#include "audit/judge.h"

static void check_backend(struct judging *j, struct class *class, const struct value *method) {
    struct span source = py_source(&class->module->file, method->node);
    bool checks = span_find(source, SPAN("check_password")) != SIZE_MAX;
    bool gets = span_find(source, SPAN(".get(")) != SIZE_MAX &&
                span_find(source, SPAN("DoesNotExist")) != SIZE_MAX;
    bool first = span_find(source, SPAN(".first()")) != SIZE_MAX;
    bool hashes = span_find(source, SPAN("set_password")) != SIZE_MAX ||
                  span_find(source, SPAN("make_password")) != SIZE_MAX ||
                  span_find(source, SPAN("super()")) != SIZE_MAX;
    if (checks && (gets || first) && !hashes) {
        (void)judge_tell(j, SEVERITY_LOW, class->module, method->node, NULL,
                         "%.*s answers sooner for users who do not exist", SPAN_ARG(class->name));
    }
}

static void check(struct judging *j) {
    judge_backends(j, check_backend);
}

const struct audit_rule rule_backend_timing = {
    .record =
        {
            .id = "backend-timing",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "The time of an answer tells which users exist",
            .cwe = {"CWE-208", "CWE-204"},
            .owasp = "API2:2023",
            .why = "Hashing a password takes a tenth of a second; a name that nobody has answers "
                   "at once. "
                   "Whoever measures has the list of users.",
            .how = "A backend's authenticate() looks the user up, checks the password, and on "
                   "DoesNotExist "
                   "returns without hashing anything.",
            .fix = "In the except branch: User().set_password(password), as ModelBackend does; or "
                   "descend "
                   "from ModelBackend.",
        },
    .check = check,
};
