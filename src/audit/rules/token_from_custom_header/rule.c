/* SPDX-License-Identifier: Apache-2.0 */
/* token-from-custom-header: a token is taken from a header of somebody's own. */
#include "audit/judge.h"

struct reading {
    struct judging *j;
    const struct py *custom; /* a header of somebody's own */
    struct span name;        /* of that header */
    bool standard;           /* Authorization is read, too */
    bool decodes;            /* a JWT is decoded */
};

/* "X-Auth-Token", "HTTP_X_API_KEY". */
static bool is_custom(struct span name) {
    return span_starts(name, SPAN("HTTP_X_")) ||
           (name.len > 2 && (name.ptr[0] | 0x20) == 'x' && name.ptr[1] == '-');
}

static bool says(struct span name, const char *word) {
    return span_find_nocase(name, span_from(word)) != SIZE_MAX;
}

/* A header for a token. A key of its own in X-API-Key is a scheme of its own. */
static bool is_for_token(struct span name) {
    return is_custom(name) && !says(name, "csrf") && !says(name, "request") &&
           (says(name, "token") || says(name, "auth") || says(name, "jwt") ||
            says(name, "bearer") || says(name, "session"));
}

static bool is_for_key(struct span name) {
    return is_custom(name) && (says(name, "key") || says(name, "secret"));
}

static void on_node(void *user, const struct py *node) {
    struct reading *reading = user;
    struct py_lookup lookup = py_lookup(node);
    struct span name = judge_dotted(reading->j, lookup.of), key = py_text(lookup.key);
    bool call = node->kind == PY_CALL;
    reading->decodes |= call && span_equal(name, SPAN("jwt.decode"));
    reading->standard |= call && says(name, "get_authorization_header");
    bool headers = says(name, "request.headers") || says(name, "request.META");
    if (!headers || !py_is(lookup.key, PY_STRING)) {
        return;
    }
    reading->standard |= says(key, "authorization");
    if (!reading->custom && (is_for_token(key) || is_for_key(key))) {
        reading->custom = node;
        reading->name = key;
    }
}

static void check_one(struct judging *j, const struct authenticator *each) {
    struct reading reading = {j, NULL, SPAN(""), false, false};
    struct written at = {each->module, each->method}, own;
    py_walk(each->method, on_node, &reading);
    for (size_t n = 0; (own = judge_own_method(j, each, n)).node; n++) {
        at = reading.custom ? at : own;
        py_walk(own.node, on_node, &reading);
    }
    bool token = is_for_token(reading.name) || reading.decodes || reading.standard;
    if (reading.custom && token) {
        judge_uses(j,
                   judge_tell(j, SEVERITY_LOW, at.module, reading.custom, NULL,
                              "%.*s takes its token from %.*s%s", SPAN_ARG(each->class->name),
                              SPAN_ARG(reading.name),
                              reading.standard ? ", too, and not only from Authorization" : ""),
                   each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_token_from_custom_header = {
    .record =
        {
            .id = "token-from-custom-header",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "A token is taken from a header of somebody's own",
            .cwe = {"CWE-287"},
            .owasp = "API2:2023",
            .why = "Proxies, logs and firewalls know Authorization and take it out of what they "
                   "keep and pass on; X-Auth-Token they do not. Two places for one credential are "
                   "also two credentials in one request, of which each part of the system may "
                   "believe another.",
            .how = "authenticate() reads request.headers or request.META at a name that starts "
                   "with X- and says token, auth, jwt, bearer or session; or one for a key while "
                   "it reads Authorization as well, or decodes a JWT. A key of its own in X-API- "
                   "Key is a scheme of its own, and silent.",
            .fix = "Read Authorization alone, and declare an API key as the scheme that it is.",
        },
    .check = check,
};
