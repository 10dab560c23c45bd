/* SPDX-License-Identifier: Apache-2.0 */
/* Words and forms of refusal. */
#include "scan/refusal.h"

static const struct span DENIALS[] = {
    SPAN_INIT("unauthor"),
    SPAN_INIT("unauthenticated"),
    SPAN_INIT("not authenticated"),
    SPAN_INIT("authentication"),
    SPAN_INIT("not authorized"),
    SPAN_INIT("not authorised"),
    SPAN_INIT("not logged in"),
    SPAN_INIT("log in"),
    SPAN_INIT("login"),
    SPAN_INIT("sign in"),
    SPAN_INIT("signin"),
    SPAN_INIT("credential"),
    SPAN_INIT("invalid token"),
    SPAN_INIT("token invalid"),
    SPAN_INIT("token is invalid"),
    SPAN_INIT("bad token"),
    SPAN_INIT("missing token"),
    SPAN_INIT("token missing"),
    SPAN_INIT("token required"),
    SPAN_INIT("no token"),
    SPAN_INIT("token expired"),
    SPAN_INIT("token has expired"),
    SPAN_INIT("token not valid"),
    SPAN_INIT("token_not_valid"),
    SPAN_INIT("invalid api key"),
    SPAN_INIT("api key required"),
    SPAN_INIT("missing api key"),
    SPAN_INIT("forbidden"),
    SPAN_INIT("permission denied"),
    SPAN_INIT("access denied"),
    SPAN_INIT("not permitted"),
    SPAN_INIT("not allowed"),
    SPAN_INIT("insufficient"),
};

static const struct span NOBODIES[] = {
    SPAN_INIT(""),      SPAN_INIT("anonymous"), SPAN_INIT("anonymoususer"),
    SPAN_INIT("anon"),  SPAN_INIT("none"),      SPAN_INIT("null"),
    SPAN_INIT("guest"), SPAN_INIT("nobody"),    SPAN_INIT("undefined"),
};

bool refusal_speaks(struct span text) {
    for (size_t i = 0; i < sizeof(DENIALS) / sizeof(*DENIALS); i++) {
        if (span_find_nocase(text, DENIALS[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

bool refusal_names_nobody(struct span text) {
    text = span_trim(text);
    for (size_t i = 0; i < sizeof(NOBODIES) / sizeof(*NOBODIES); i++) {
        if (span_equal_nocase(text, NOBODIES[i])) {
            return true;
        }
    }
    return false;
}

static bool key_is(const struct node *member, const char *const *names) {
    for (; *names; names++) {
        if (span_equal_nocase(node_key(member), span_from(*names))) {
            return true;
        }
    }
    return false;
}

static bool is_blank(const struct node *node) {
    return node_is(node, NODE_NULL) || node_is(node, NODE_FALSE) ||
           (node_is(node, NODE_STRING) && node->len == 0) ||
           ((node_is(node, NODE_ARRAY) || node_is(node, NODE_OBJECT)) && node->len == 0);
}

static bool says_no(const struct node *member) {
    static const char *const verdicts[] = {"success",    "ok",         "authenticated",
                                           "authorized", "authorised", NULL};
    static const char *const errors[] = {"error", "errors", "err", "error_description",
                                         "fault", NULL};
    static const char *const codes[] = {"status",      "code",   "statuscode",
                                        "status_code", "result", NULL};
    static const char *const bad[] = {"error", "fail", "failed", "failure", "denied", NULL};
    int64_t code;
    if (key_is(member, verdicts)) {
        return node_is(member, NODE_FALSE);
    }
    if (key_is(member, errors)) {
        return !is_blank(member) && !(node_i64(member, &code) && code == 0);
    }
    if (!key_is(member, codes)) {
        return false;
    }
    if (node_i64(member, &code)) {
        return code == 401 || code == 403;
    }
    for (const char *const *word = bad; *word; word++) {
        if (span_equal_nocase(node_text(member), span_from(*word))) {
            return true;
        }
    }
    return false;
}

bool refusal_in_form(const struct node *root) {
    static const char *const messages[] = {"detail", "message", "msg", "reason", "title", NULL};
    const struct node *first = node_is(root, NODE_OBJECT) ? node_first(root) : NULL;
    if (first && !first->next && node_is(first, NODE_STRING) && key_is(first, messages)) {
        return true;
    }
    for (; first; first = first->next) {
        if (says_no(first)) {
            return true;
        }
    }
    return false;
}

bool refusal_asks_password(struct span html) {
    return span_find_nocase(html, SPAN("type=\"password\"")) != SIZE_MAX ||
           span_find_nocase(html, SPAN("type='password'")) != SIZE_MAX ||
           span_find_nocase(html, SPAN("type=password")) != SIZE_MAX;
}
