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

static void check(struct judging *j) {
    if (is_handled(j)) {
        return;
    }
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        if (call->escapes) {
            (void)judge_tell(j, SEVERITY_LOW, call->module, call->node, NULL,
                             "nobody catches what a bad token raises here: a server error");
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
