/* SPDX-License-Identifier: Apache-2.0 */
/* Authorization, keys in headers and queries, cookies of sessions. */
#include "traffic/credential_seen.h"

#include "text/words.h"
#include "traffic/secret.h"

enum { PREFIX_MOST = 20 };

static struct span from_authorization(struct arena *arena, struct span value) {
    struct span rest = span_trim(value), prefix = span_cut(&rest, ' ');
    bool letters = prefix.len > 0 && prefix.len <= PREFIX_MOST && rest.ptr && span_trim(rest).len;
    for (size_t i = 0; i < prefix.len; i++) {
        char c = (char)(prefix.ptr[i] | 0x20);
        letters = letters && ((c >= 'a' && c <= 'z') || prefix.ptr[i] == '-');
    }
    if (!letters) { /* the credential alone, of which nothing may be told */
        return value.len ? SPAN("header Authorization") : SPAN("");
    }
    if (span_equal_nocase(prefix, SPAN("Bearer"))) {
        return span_starts(span_trim(rest), SPAN("eyJ")) ? SPAN("bearer JWT") : SPAN("bearer");
    }
    return span_equal_nocase(prefix, SPAN("Basic"))
               ? SPAN("basic")
               : arena_printf(arena, "prefix %.*s", SPAN_ARG(prefix));
}

static const struct span BESIDE =
    SPAN_INIT(" csrf xsrf csrftoken xsrftoken csrfmiddlewaretoken idempotency sec cache surrogate "
              "proxy request requested correlation trace nonce websocket signature page next "
              "cursor continuation sort order partition group pin card code refresh ");

static bool is_key(struct span name) {
    return secret_named(name) && !words_any(name, BESIDE);
}

bool credential_in_query(struct span name) {
    static const struct span keys = SPAN_INIT(" apikey key token accesstoken secret auth jwt ");
    return is_key(name) && words_listed(words_last(name), keys);
}

static struct span from_headers(struct arena *arena, const struct fields *fields) {
    VEC_EACH(const struct field, field, fields) {
        bool other =
            span_equal_nocase(field->name, SPAN("Cookie")) || span_starts(field->name, SPAN(":"));
        if (!other && field->value.len && is_key(field->name)) {
            return arena_printf(arena, "header %.*s", SPAN_ARG(field->name));
        }
    }
    return SPAN("");
}

static struct span from_query(struct arena *arena, struct span url) {
    (void)span_cut(&url, '?');
    while (url.ptr) {
        struct span value = span_cut(&url, '&'), name = span_cut(&value, '=');
        if (value.len && credential_in_query(name)) {
            return arena_printf(arena, "query %.*s", SPAN_ARG(name));
        }
    }
    return SPAN("");
}

static struct span from_cookies(struct arena *arena, const struct fields *fields) {
    struct span cookie;
    for (size_t i = 0; (cookie = fields_get_nth(fields, SPAN("Cookie"), i)).ptr; i++) {
        while (cookie.ptr) {
            struct span value = span_cut(&cookie, ';'), name = span_trim(span_cut(&value, '='));
            if (value.len && is_key(name)) {
                return arena_printf(arena, "cookie %.*s", SPAN_ARG(name));
            }
        }
    }
    return SPAN("");
}

struct span credential_seen(struct arena *arena, const struct traffic_request *request) {
    struct span seen =
        from_authorization(arena, fields_get(&request->fields, SPAN("Authorization")));
    seen = seen.len || !seen.ptr ? seen : from_headers(arena, &request->fields);
    seen = seen.len || !seen.ptr ? seen : from_query(arena, request->url);
    return seen.len || !seen.ptr ? seen : from_cookies(arena, &request->fields);
}
