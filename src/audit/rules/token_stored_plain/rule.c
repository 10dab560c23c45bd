/* SPDX-License-Identifier: Apache-2.0 */
/* token-stored-plain: tokens are kept as they are shown. */
#include "audit/judge.h"

struct reading {
    struct judging *j;
    const struct authenticator *each;
    const struct py *within; /* the function that is read */
    const struct py *found;
};

static const struct span fields[] = {SPAN_INIT("token"),        SPAN_INIT("key"),
                                     SPAN_INIT("api_key"),      SPAN_INIT("auth_token"),
                                     SPAN_INIT("access_token"), SPAN_INIT("secret")};

static bool is_token_field(struct span name) {
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
        bool tail = span_ends(name, fields[i]) && name.len > fields[i].len + 1 &&
                    name.ptr[name.len - fields[i].len - 1] == '_';
        if (span_equal(name, fields[i]) || tail) {
            return true;
        }
    }
    return false;
}

/* As it came: a name, a part of something, or text with the ends cut off. */
static bool is_plain(const struct reading *reading, const struct py *value) {
    const struct py *named = py_is(value, PY_CALL) ? py_get(value, PY_ROLE_FUNCTION) : NULL;
    struct span method =
        py_is(named, PY_ATTRIBUTE) ? py_text(py_get(named, PY_ROLE_ATTRIBUTE)) : SPAN("");
    bool cut = span_equal(method, SPAN("strip")) || span_equal(method, SPAN("decode")) ||
               span_equal(method, SPAN("get"));
    bool shown = cut || py_is(value, PY_NAME) || py_is(value, PY_SUBSCRIPT);
    return shown && !judge_is_digest(&reading->each->module->file, reading->within, value) &&
           !judge_is_digest(&reading->each->module->file, reading->each->method, value);
}

static void on_node(void *user, const struct py *node) {
    struct reading *reading = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    struct span name =
        py_is(named, PY_ATTRIBUTE) ? py_text(py_get(named, PY_ROLE_ATTRIBUTE)) : SPAN("");
    if (!span_equal(name, SPAN("get")) && !span_equal(name, SPAN("filter"))) {
        return;
    }
    PY_EACH(argument, py_get(node, PY_ROLE_ARGUMENTS)) {
        if (argument->kind == PY_KEYWORD &&
            is_token_field(py_text(py_get(argument, PY_ROLE_NAME))) &&
            is_plain(reading, py_get(argument, PY_ROLE_VALUE))) {
            reading->found = node;
        }
    }
}

/* validate(sha256(token)): what the helper looks up is a digest. */
static bool digests(const struct authenticator *each) {
    return judge_says_digest(py_source(&each->module->file, each->method));
}

static void check_one(struct judging *j, const struct authenticator *each) {
    struct reading reading = {j, each, each->method, NULL};
    py_walk(each->method, on_node, &reading);
    const struct py *helper;
    for (size_t n = 0;
         !reading.found && !digests(each) && (helper = judge_helper(j, each, n)) != NULL; n++) {
        reading.within = helper;
        py_walk(helper, on_node, &reading);
    }
    if (reading.found) {
        judge_uses(
            j,
            judge_tell(j, SEVERITY_MEDIUM, each->module, reading.found, NULL,
                       "the credential is looked up as it is shown, so it is kept in plain text"),
            each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_token_stored_plain = {
    .record =
        {
            .id = "token-stored-plain",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Tokens are kept as they are shown",
            .cwe = {"CWE-312", "CWE-522"},
            .owasp = "API2:2023",
            .why = "A backup, a replica or an SQL injection gives every token, ready to use.",
            .how = "authenticate() looks a row up by the credential as it came with the request: "
                   "objects.get(token=…) with what was read from the header, without a digest in "
                   "between.",
            .fix = "Keep hashlib.sha256(token).hexdigest() and look that up.",
        },
    .check = check,
};
