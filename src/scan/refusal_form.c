/* SPDX-License-Identifier: Apache-2.0 */
/* Forms of refusal: what an envelope's own members say of how it went. */
#include "base/mutant.h"
#include "scan/refusal.h"

typedef const char *const *words;

static bool is_one_of(struct span text, words all) {
    for (; *all; all++) {
        if (span_equal_nocase(text, span_from(*all))) {
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

/* 401, 403, and the house numbers that begin with them: 40101. A number may come as a text. */
static bool refuses_by_number(const struct node *node) {
    struct span digits = node_scalar(node);
    bool starts = span_starts(digits, SPAN("401")) || span_starts(digits, SPAN("403"));
    return starts && (digits.len == 3 || digits.len == 5 || digits.len == 6);
}

static bool is_zero(const struct node *node) {
    int64_t number;
    return node_i64(node, &number) && number == 0;
}

static const char *const CODES[] = {
    "code",    "errcode",     "errno",      "err_code", "error_code",  "errorcode", "statuscode",
    "retcode", "status_code", "resultcode", "ret",      "result_code", NULL,
};

/* Numbers of which every one but 0 is an error. */
static const char *const ERROR_CODES[] = {"errcode",    "errno",     "err_code",
                                          "error_code", "errorcode", NULL};

static bool says_no(const struct node *member) {
    static const char *const verdicts[] = {"success",    "succeeded",  "ok",        "authenticated",
                                           "authorized", "authorised", "issuccess", NULL};
    static const char *const errors[] = {"error", "errors",    "err", "error_description",
                                         "fault", "exception", NULL};
    static const char *const results[] = {"status", "result", "state", NULL};
    static const char *const bad[] = {"error",           "fail",  "failed",       "failure",
                                      "denied",          "false", "unauthorized", "forbidden",
                                      "unauthenticated", NULL};
    struct span name = node_key(member);
    if (is_one_of(name, verdicts)) {
        return (node_is(member, NODE_FALSE) && !MUTANT(success_false)) || is_zero(member) ||
               span_equal_nocase(node_text(member), SPAN("false"));
    }
    if (is_one_of(name, errors)) {
        return (!is_blank(member) || MUTANT(error_null)) && !is_zero(member);
    }
    if (is_one_of(name, ERROR_CODES) && node_is(member, NODE_NUMBER) && !is_zero(member)) {
        return true;
    }
    return (is_one_of(name, results) || is_one_of(name, CODES)) &&
           (refuses_by_number(member) || is_one_of(node_text(member), bad));
}

static bool any_says_no(const struct node *object) {
    NODE_EACH(member, object) {
        if (says_no(member)) {
            return true;
        }
    }
    return false;
}

/* Envelopes that put how it went into an object of its own: {"meta": {"code": 401}}. */
static bool inner_says_no(const struct node *root) {
    static const char *const inner[] = {"meta",   "status",          "result", "response",
                                        "header", "response_status", NULL};
    NODE_EACH(member, root) {
        if (node_is(member, NODE_OBJECT) && is_one_of(node_key(member), inner) &&
            any_says_no(member)) {
            return true;
        }
    }
    return false;
}

bool refusal_in_form(const struct node *root) {
    static const char *const messages[] = {"detail", "message", "msg", "reason", "title", NULL};
    const struct node *first = node_is(root, NODE_OBJECT) ? node_first(root) : NULL;
    if (!first) {
        return false;
    }
    if (!first->next && node_is(first, NODE_STRING) && is_one_of(node_key(first), messages)) {
        return true;
    }
    return any_says_no(root) || (inner_says_no(root) && !MUTANT(inner_unheard));
}

const struct node *refusal_code(const struct node *root) {
    static const char *const flags[] = {"success", "succeeded", "ok", NULL};
    NODE_EACH(member, node_is(root, NODE_OBJECT) ? root : NULL) {
        bool plain = node_is(member, NODE_NUMBER) || node_is(member, NODE_TRUE) ||
                     node_is(member, NODE_FALSE);
        if (plain && (is_one_of(node_key(member), CODES) || is_one_of(node_key(member), flags))) {
            return member;
        }
    }
    return NULL;
}

static const struct node *member_of(const struct node *object, words names) {
    NODE_EACH(member, node_is(object, NODE_OBJECT) ? object : NULL) {
        if (is_one_of(node_key(member), names)) {
            return member;
        }
    }
    return NULL;
}

/* {"ok": false}, {"success": "false"}. */
static bool flags_failure(const struct node *object) {
    static const char *const flags[] = {"success", "succeeded", "ok", "issuccess", NULL};
    const struct node *flag = member_of(object, flags);
    return node_is(flag, NODE_FALSE) || is_zero(flag) ||
           span_equal_nocase(node_text(flag), SPAN("false"));
}

static bool starts_with_any(struct span text, const char *all) {
    return text.len && text.ptr[0] && strchr(all, text.ptr[0]);
}

/* HTTP's own numbers of errors, the house numbers that begin with them (40013, 500101), and what is
 * below zero. Which of the others are errors, each house knows for itself. */
static bool numbers_failure(const struct node *member) {
    int64_t number = 0;
    uint64_t digits = 0;
    struct span text = node_scalar(member);
    bool below = node_i64(member, &number) && number < 0;
    bool sized = text.len == 3 || text.len == 5 || text.len == 6;
    return (below || (sized && starts_with_any(text, "45") && span_to_u64(text, &digits))) &&
           !MUTANT(numbers_unheard);
}

/* {"status": "error"}, {"code": 403}, and nothing beside it but words: of a thing that one asks for
 * ({"id": 5, "status": "failed"}) it would be its state. */
static bool tells_failure(const struct node *object) {
    static const char *const plain[] = {
        "message",     "msg",   "detail",     "details",   "reason",   "title",
        "description", "data",  "result",     "error",     "errors",   "timestamp",
        "time",        "path",  "request_id", "requestid", "trace_id", "traceid",
        "status",      "state", "type",       "instance",  NULL};
    static const char *const statuses[] = {"status", "state", NULL};
    bool no = false;
    NODE_EACH(member, node_is(object, NODE_OBJECT) ? object : NULL) {
        bool code = is_one_of(node_key(member), CODES);
        if (!code && !is_one_of(node_key(member), plain)) {
            return false;
        }
        no |= says_no(member) ||
              ((code || is_one_of(node_key(member), statuses)) && numbers_failure(member));
    }
    return no && object->len > 1;
}

bool refusal_fails(const struct node *root) {
    static const char *const data[] = {"data",  "result",  "results", "items",
                                       "value", "payload", "content", NULL};
    static const char *const errors[] = {"error", "errors", "err", "fault", "exception", NULL};
    const struct node *held = member_of(root, data), *error = member_of(root, errors);
    bool empty = !held || is_blank(held);
    return empty && (flags_failure(root) || tells_failure(root) ||
                     (error && !is_blank(error) && !is_zero(error)));
}
