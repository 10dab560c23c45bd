/* SPDX-License-Identifier: Apache-2.0 */
/* credential-in-error: an error answers with the credential that was shown. */
#include "audit/judge.h"

/* Response(…, status=401), HttpResponseForbidden(…). */
static bool refuses(const struct py *call) {
    static const struct span names[] = {
        SPAN_INIT("HttpResponseBadRequest"), SPAN_INIT("HttpResponseForbidden"),
        SPAN_INIT("HttpResponseServerError"), SPAN_INIT("HttpResponseNotFound")};
    const struct py *named = py_get(call, PY_ROLE_FUNCTION);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (py_named(named, names[i])) {
            return true;
        }
    }
    bool answers = py_named(named, SPAN("Response")) || py_named(named, SPAN("JsonResponse")) ||
                   py_named(named, SPAN("HttpResponse"));
    const struct py *value = answers ? py_keyword(call, SPAN("status")) : NULL;
    struct span text = py_last_name(value);
    return span_starts(text, SPAN("4")) || span_starts(text, SPAN("5")) ||
           span_starts(text, SPAN("HTTP_4")) || span_starts(text, SPAN("HTTP_5"));
}

/* What the header held, or a text that is put together of it. */
static bool holds_part(const struct py_file *file, const struct py *call, const struct py *value) {
    bool alone = py_count(py_get(call, PY_ROLE_ARGUMENTS)) == 1;
    bool text = py_is(value, PY_BINARY) || py_is(value, PY_FORMAT) || py_is(value, PY_JOINED) ||
                py_is(value, PY_CALL) || (alone && py_is(value, PY_SUBSCRIPT));
    return text && judge_holds_header(file, py_around(file->root, call, PY_FUNCTION), value);
}

/* A text that is put together, a member of what is answered, or the credential alone: an exception
 * that is given it among other things may well not say it. */
static bool shows(const struct py_file *file, const struct py *call, bool raised) {
    const struct py *arguments = py_get(call, PY_ROLE_ARGUMENTS);
    const struct py *named = py_get(call, PY_ROLE_FUNCTION);
    if (raised && py_is(named, PY_ATTRIBUTE) &&
        span_equal(py_text(py_get(named, PY_ROLE_ATTRIBUTE)), SPAN("error"))) {
        return false; /* a parser's self.error(token, …) */
    }
    PY_EACH(argument, arguments) {
        const struct py *value =
            argument->kind == PY_KEYWORD ? py_get(argument, PY_ROLE_VALUE) : argument;
        bool plain = py_is(value, PY_NAME) || py_is(value, PY_ATTRIBUTE);
        bool text = py_is(value, PY_STRING);
        if (!text && !(plain && raised && py_count(arguments) > 1) &&
            (judge_holds_credential(value) || holds_part(file, call, value))) {
            return true;
        }
    }
    return false;
}

static void on_node(void *user, const struct py *node) {
    struct visit *visit = user;
    const struct py *call = node->kind == PY_RAISE && py_is(node->first, PY_CALL) ? node->first
                            : node->kind == PY_CALL && refuses(node)              ? node
                                                                                  : NULL;
    if (call && shows(&visit->module->file, call, node->kind == PY_RAISE)) {
        struct finding *finding = judge_tell(visit->j, SEVERITY_MEDIUM, visit->module, node, NULL,
                                             "the error says the credential that was shown");
        mend_redact(visit->j, finding,
                    (struct written){visit->module, py_get(call, PY_ROLE_ARGUMENTS)});
        mend_loses(finding, "nobody; the answer no longer says the credential");
    }
}

static void check(struct judging *j) {
    judge_nodes(j, on_node);
}

const struct audit_rule rule_credential_in_error = {
    .record =
        {
            .id = "credential-in-error",
            .group = "leakage",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "An error says the credential that was shown",
            .cwe = {"CWE-209", "CWE-532"},
            .owasp = "API8:2023",
            .why = "Errors end up in logs, in monitoring, in the browser's console and in "
                   "screenshots. A token that stands in them is a token given away, and an answer "
                   "that repeats what was sent helps whoever tries guesses.",
            .how = "An exception that is raised, or a response with a status of 400 and above, is "
                   "given a variable named token, password, secret, api_key, authorization or the "
                   "like, whole or within a text that is put together.",
            .fix = "Say that it was refused, not what was refused: AuthenticationFailed('Invalid "
                   "token.').",
        },
    .check = check,
};
