/* SPDX-License-Identifier: Apache-2.0 */
/* credential-misread: the user or the token is read as what it is not. */
#include "audit/judge.h"

static const char *const claims[] = {"sub", "exp", "iss", "aud", "claims", "payload", "jti"};

static bool is_claim(struct span name) {
    return span_is_one(name, claims, sizeof(claims) / sizeof(*claims));
}

static void on_node(void *user, const struct py *node) {
    struct visit *visit = user;
    if (node->kind == PY_ATTRIBUTE && is_claim(py_text(py_get(node, PY_ROLE_ATTRIBUTE))) &&
        span_ends(judge_dotted(visit->j, py_get(node, PY_ROLE_OBJECT)), SPAN("request.user"))) {
        (void)judge_tell(
            visit->j, SEVERITY_MEDIUM, visit->module, node, NULL,
            "request.user is a user of the database and has no %.*s: a server error for everybody",
            SPAN_ARG(py_text(py_get(node, PY_ROLE_ATTRIBUTE))));
    } else if (node->kind == PY_SUBSCRIPT && py_is(py_get(node, PY_ROLE_SUBSCRIPT), PY_INTEGER) &&
               span_ends(judge_dotted(visit->j, py_get(node, PY_ROLE_VALUE)),
                         SPAN("request.auth"))) {
        (void)judge_tell(visit->j, SEVERITY_MEDIUM, visit->module, node, NULL,
                         "request.auth is the token or its claims: its element is no token");
    }
}

/* An authenticator of the project's own may make users that have claims, and give pairs. */
static bool has_own_users(struct judging *j) {
    VEC_EACH(const struct authenticator, each, &j->authenticators) {
        struct span source = py_source(&each->class->module->file, each->class->node);
        if (span_find(source, SPAN(".sub =")) != SIZE_MAX ||
            span_find(source, SPAN(".claims =")) != SIZE_MAX ||
            span_find(source, SPAN(".payload =")) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* request.auth["scope"], where it is a row of the table of tokens. */
static void on_auth(void *user, const struct py *node) {
    struct visit *visit = user;
    struct py_lookup lookup = py_lookup(node);
    if (lookup.of && py_is(lookup.key, PY_STRING) &&
        span_ends(judge_dotted(visit->j, lookup.of), SPAN("request.auth"))) {
        (void)judge_tell(visit->j, SEVERITY_MEDIUM, visit->module, node, NULL,
                         "request.auth is a row of the table of tokens, and has no claims");
    }
}

static void check_rows(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        const struct py *node = endpoint_subject(e);
        bool tokens = e->authenticators.all.n > 0 && !e->authenticators.unknown.len && node &&
                      module_is_own(e->module);
        VEC_EACH(const struct in_effect, authenticator, &e->authenticators.all) {
            tokens &= authenticator->class &&
                      span_equal(authenticator->class->full,
                                 SPAN("rest_framework.authentication.TokenAuthentication"));
        }
        if (tokens) {
            py_walk(node, on_auth, &(struct visit){j, e->module});
        }
    }
}

static void check(struct judging *j) {
    check_rows(j);
    if (has_own_users(j)) {
        return;
    }
    VEC_EACH(const struct module *, module, &j->modules) {
        if (span_find((*module)->file.text, SPAN("request.user.")) != SIZE_MAX ||
            span_find((*module)->file.text, SPAN("request.auth[")) != SIZE_MAX) {
            py_walk((*module)->file.root, on_node, &(struct visit){j, *module});
        }
    }
}

const struct audit_rule rule_credential_misread = {
    .record =
        {
            .id = "credential-misread",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "The user or the token is read as what it is not",
            .cwe = {"CWE-755", "CWE-704"},
            .owasp = "API2:2023",
            .why = "request.user is a user of the database and has no claims; request.auth is what "
                   "the "
                   "authenticator returned, and a text has no second element that would be a "
                   "token. The "
                   "request of everybody who is allowed in ends in a server error, and what should "
                   "have "
                   "been checked never is.",
            .how = "request.user.sub, .exp, .iss, .aud, .claims or .payload; request.auth with a "
                   "number in "
                   "brackets, or with a claim where TokenAuthentication alone makes it. Silent "
                   "where an authenticator of the project makes such an object.",
            .fix = "Read claims from request.auth (simplejwt: request.auth[\"sub\"]), and the user "
                   "from "
                   "request.user.pk.",
        },
    .check = check,
};
