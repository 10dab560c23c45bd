/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-error-unhandled: a bad token is a server error, not a refusal. */
#include "audit/judge.h"

/* REST_FRAMEWORK's EXCEPTION_HANDLER, of the project's own, that knows of tokens. */
static bool is_handled(struct judging *j) {
    const struct value *named = judge_member(j, "REST_FRAMEWORK", "EXCEPTION_HANDLER");
    const struct value *handler =
        value_is(named, VALUE_TEXT) ? module_import(j->in, named->text) : NULL;
    if (!value_is(handler, VALUE_FUNCTION) || !module_is_own(handler->function->module)) {
        return false;
    }
    struct span source = py_source(&handler->function->module->file, handler->function->node);
    return span_find_nocase(source, SPAN("jwt")) != SIZE_MAX ||
           span_find(source, SPAN("InvalidToken")) != SIZE_MAX;
}

/* A statement of its own that can be moved to the right line by line. */
static bool can_move(const struct module *module, const struct py *statement) {
    struct span source = statement ? py_source(&module->file, statement) : SPAN("");
    bool simple = statement && (statement->kind == PY_RETURN || statement->kind == PY_EXPRESSION);
    return simple && mend_indent(module, statement).ptr &&
           span_find(source, SPAN("\"\"\"")) == SIZE_MAX &&
           span_find(source, SPAN("\'\'\'")) == SIZE_MAX;
}

/* try: … except jwt.InvalidTokenError: raise AuthenticationFailed(), around the statement. */
static void mend(struct judging *j, struct finding *finding, const struct decode_call *call) {
    const struct py_file *file = &call->module->file;
    const struct py *statement = mend_statement(call->module, call->node);
    const struct py *of = py_get(py_get(call->node, PY_ROLE_FUNCTION), PY_ROLE_OBJECT);
    bool drf = span_find(file->text, SPAN("rest_framework")) != SIZE_MAX;
    bool pyjwt = py_named(of, SPAN("jwt")) && span_find(file->text, SPAN("jose")) == SIZE_MAX;
    if (!drf || !pyjwt || !can_move(call->module, statement)) {
        mend_never(finding);
        return;
    }
    struct span source = py_source(file, statement), indent = mend_indent(call->module, statement);
    struct span unit = indent.len && indent.ptr[0] == '\t' ? SPAN("\t") : SPAN("    ");
    struct span refusal =
        mend_import(j, finding, call->module, "rest_framework.exceptions", "AuthenticationFailed");
    mend_bytes(j, finding, call->module, statement->start, statement->start, "try:\n%.*s%.*s",
               SPAN_ARG(indent), SPAN_ARG(unit));
    for (size_t i = 0; i + 1 < source.len; i++) {
        if (source.ptr[i] == '\n') {
            size_t at = statement->start + i + 1;
            mend_bytes(j, finding, call->module, at, at, "%.*s", SPAN_ARG(unit));
        }
    }
    mend_line_behind(j, finding, (struct written){call->module, call->node},
                     "except jwt.InvalidTokenError:\n%.*sraise %.*s()", SPAN_ARG(unit),
                     SPAN_ARG(refusal));
    mend_loses(finding, "nobody: a bad token is refused where it was a server error");
}

static void check(struct judging *j) {
    if (is_handled(j)) {
        return;
    }
    VEC_EACH(const struct decode_call, header, &j->headers) {
        if (header->escapes) {
            mend_never(judge_tell(j, SEVERITY_LOW, header->module, header->node, NULL,
                                  "nobody catches what a bad token raises here: a server error"));
        }
    }
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        if (call->escapes) {
            mend(j,
                 judge_tell(j, SEVERITY_LOW, call->module, call->node, NULL,
                            "nobody catches what a bad token raises here: a server error"),
                 call);
        }
    }
}

const struct audit_rule rule_jwt_error_unhandled = {
    .record =
        {
            .id = "jwt-error-unhandled",
            .group = "jwt",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "A bad token is a server error",
            .cwe = {"CWE-755", "CWE-703"},
            .owasp = "API8:2023",
            .why = "An expired or forged token should be answered with 401. Here it is a 500: the "
                   "log fills, the monitor rings, with DEBUG the page shows the code, and whoever "
                   "retries on 500 sends the token again and again.",
            .how = "Handlers, permissions and middleware are run with a request that shows a "
                   "token. An "
                   "error of PyJWT or python-jose that jwt.decode raises gets out of them. Errors "
                   "that get out of an authenticator are authenticator-crashes. Silent where the "
                   "project's own EXCEPTION_HANDLER knows of them.",
            .fix = "try: … except jwt.InvalidTokenError: raise AuthenticationFailed(), around the "
                   "call; better, verify tokens in an authenticator.",
        },
    .check = check,
};
