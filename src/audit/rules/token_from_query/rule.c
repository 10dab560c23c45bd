/* SPDX-License-Identifier: Apache-2.0 */
/* token-from-query: a credential is read from the URL. */
#include "audit/judge.h"

struct reading {
    struct judging *j;
    const struct authenticator *each;
    const struct py *found;
};

static void on_node(void *user, const struct py *node) {
    struct reading *reading = user;
    struct span name = judge_dotted(reading->j, py_lookup(node).of);
    if (span_find(name, SPAN("request.GET")) != SIZE_MAX ||
        span_find(name, SPAN("query_params")) != SIZE_MAX) {
        reading->found = reading->found ? reading->found : node;
    }
}

static void check_one(struct judging *j, const struct authenticator *each) {
    struct reading reading = {j, each, NULL};
    if (each->ninja &&
        class_is(j->in, each->class, SPAN("ninja.security.apikey.APIKeyQuery")) == TRUTH_YES) {
        judge_uses(j,
                   judge_tell(j, SEVERITY_MEDIUM, each->class->module, each->class->node, NULL,
                              "%.*s reads its credential from the URL",
                              SPAN_ARG(each->class->name)),
                   each);
        return;
    }
    struct written at = {each->module, each->method};
    py_walk(at.node, on_node, &reading);
    for (size_t n = 0; !reading.found && at.node; n++) {
        at = judge_own_method(j, each, n);
        py_walk(at.node, on_node, &reading);
    }
    if (reading.found) {
        judge_uses(j,
                   judge_tell(j, SEVERITY_MEDIUM, at.module, reading.found, NULL,
                              "%.*s reads its credential from the URL",
                              SPAN_ARG(each->class->name)),
                   each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_token_from_query = {
    .record =
        {
            .id = "token-from-query",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A credential is read from the URL",
            .cwe = {"CWE-598"},
            .owasp = "API2:2023",
            .why = "URLs are written down everywhere: access logs, browser histories, Referer "
                   "headers, "
                   "chat. Whoever reads one has the credential.",
            .how = "authenticate(), or a method that it calls on the same object, reads a token or "
                   "key "
                   "from request.GET or query_params.",
            .fix = "Read it from the Authorization header.",
        },
    .check = check,
};
