/* SPDX-License-Identifier: Apache-2.0 */
/* credential-logged: a credential is written to the log. */
#include "audit/judge.h"

static const char *const levels[] = {"debug",     "info",     "warning", "error",
                                     "exception", "critical", "log"};

static void on_node(void *user, const struct py *node) {
    struct visit *visit = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    bool logs = false;
    if (py_is(named, PY_ATTRIBUTE) &&
        span_is_one_nocase(py_text(py_get(named, PY_ROLE_ATTRIBUTE)), levels,
                           sizeof(levels) / sizeof(*levels))) {
        struct span of = judge_dotted(visit->j, py_get(named, PY_ROLE_OBJECT));
        logs = span_find_nocase(of, SPAN("log")) != SIZE_MAX;
    }
    /* A command that prints a password was asked to. */
    logs |= py_named(named, SPAN("print")) &&
            span_find(visit->module->file.text, SPAN("request")) != SIZE_MAX &&
            span_find(visit->module->file.path, SPAN("management/")) == SIZE_MAX;
    if (!logs) {
        return;
    }
    const struct py_file *file = &visit->module->file;
    const struct py *arguments = py_get(node, PY_ROLE_ARGUMENTS);
    if (judge_holds_credential(arguments) ||
        judge_holds_header(file, py_around(file->root, node, PY_FUNCTION), arguments)) {
        struct finding *finding = judge_tell(visit->j, SEVERITY_MEDIUM, visit->module, node, NULL,
                                             "a credential is written to the log");
        mend_redact(visit->j, finding,
                    (struct written){visit->module, py_get(node, PY_ROLE_ARGUMENTS)});
        mend_loses(finding, "nobody; the log no longer says the credential");
    }
}

static void check(struct judging *j) {
    judge_nodes(j, on_node);
}

const struct audit_rule rule_credential_logged = {
    .record =
        {
            .id = "credential-logged",
            .group = "leakage",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A credential is written to the log",
            .cwe = {"CWE-532"},
            .owasp = "API8:2023",
            .why = "Logs are read by more people than the database, and kept longer. A token in "
                   "them is a "
                   "token given away.",
            .how =
                "A logging call (logger.info, logging.warning, print …) is given a variable named "
                "token, password, secret, authorization or the like, or the Authorization header "
                "itself.",
            .fix = "Log who and what, not the credential: user.pk, the token's jti.",
        },
    .check = check,
};
