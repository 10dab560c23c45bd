/* SPDX-License-Identifier: Apache-2.0 */
/* authenticator-accepts-junk: what follows the token is not looked at. */
#include "audit/judge.h"

struct reading {
    struct judging *j;
    const struct authenticator *each;
    const struct py *found;
};

static void on_node(void *user, const struct py *node) {
    struct reading *reading = user;
    const struct py *of = node->kind == PY_SUBSCRIPT ? py_get(node, PY_ROLE_VALUE) : NULL;
    const struct py *named = py_is(of, PY_CALL) ? py_get(of, PY_ROLE_FUNCTION) : NULL;
    const struct py *index = py_get(node, PY_ROLE_SUBSCRIPT);
    bool split = py_is(named, PY_ATTRIBUTE) &&
                 span_equal(py_text(py_get(named, PY_ROLE_ATTRIBUTE)), SPAN("split"));
    if (split && py_is(index, PY_INTEGER) && span_equal(py_text(index), SPAN("1")) &&
        py_count(py_get(of, PY_ROLE_ARGUMENTS)) < 2) {
        reading->found = node;
    }
}

/* split(" ")[1] → split(" ", 1)[1]: the junk becomes a part of a token that nobody knows. */
static void mend(struct judging *j, struct finding *finding, const struct authenticator *each,
                 const struct py *part) {
    const struct py *arguments = py_get(py_get(part, PY_ROLE_VALUE), PY_ROLE_ARGUMENTS);
    mend_loses(finding, "who writes something behind the token");
    if (arguments && arguments->first) {
        mend_bytes(j, finding, each->module, arguments->first->end, arguments->first->end, ", 1");
    } else if (arguments) {
        mend_node(j, finding, (struct written){each->module, arguments}, "(None, 1)");
    }
}

static void check_one(struct judging *j, const struct authenticator *each) {
    struct reading reading = {j, each, NULL};
    struct span source = py_source(&each->module->file, each->method);
    py_walk(each->method, on_node, &reading);
    if (reading.found && span_find(source, SPAN("len(")) == SIZE_MAX) {
        struct finding *finding = judge_tell(j, SEVERITY_LOW, each->module, reading.found, NULL,
                                             "what follows the token is not looked at");
        mend(j, finding, each, reading.found);
        judge_uses(j, finding, each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_authenticator_accepts_junk = {
    .record =
        {
            .id = "authenticator-accepts-junk",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "What follows the token is not looked at",
            .cwe = {"CWE-20", "CWE-287"},
            .owasp = "API2:2023",
            .why = "\"Bearer good junk\" is accepted where it should be refused: proxies, logs and "
                   "filters "
                   "that read the header strictly see another credential than the one that counts.",
            .how = "authenticate() takes the second word of the header, split(' ')[1], and neither "
                   "counts "
                   "the words nor limits the split.",
            .fix = "parts = header.split(); if len(parts) != 2: raise AuthenticationFailed().",
        },
    .check = check,
};
