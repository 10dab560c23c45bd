/* SPDX-License-Identifier: Apache-2.0 */
/* Finding what an answer repeats of its request, as redaction finds secrets. */
#include "scan/echo.h"

#include "scan/credential/redact.h"

enum { LONG_ENOUGH = 8, MOST_VALUES = 32 };

/* Fields that every request has, with the same value. */
static bool is_common(struct span name) {
    static const struct span names[] = {SPAN_INIT("Host"),           SPAN_INIT("Accept"),
                                        SPAN_INIT("User-Agent"),     SPAN_INIT("Content-Type"),
                                        SPAN_INIT("Content-Length"), SPAN_INIT("Accept-Encoding")};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (span_equal_nocase(names[i], name)) {
            return true;
        }
    }
    return false;
}

static enum err carry(struct echo *echo, struct span value) {
    if (value.len < LONG_ENOUGH || echo->carried.secrets.n >= MOST_VALUES) {
        return OK;
    }
    const struct secret secret = {value, SPAN("\x01")};
    return vec_push(&echo->scratch, &echo->carried.secrets, secret) ? OK : ERR_MEMORY;
}

/* The whole of "abc==", and each part of "Bearer abc" and of "a=b; c=d". */
static enum err carry_parts(struct echo *echo, struct span value) {
    if (span_find_byte(value, ' ') == SIZE_MAX) {
        TRY(carry(echo, value));
    }
    while (value.ptr) {
        struct span rest = span_trim(span_cut(&value, ';'));
        size_t equals = span_find_byte(rest, '=');
        bool pair = equals != SIZE_MAX && equals + 1 < rest.len;
        struct span word = pair ? span_from_index(rest, equals + 1) : rest;
        size_t space = span_find_byte(word, ' ');
        TRY(carry(echo, space == SIZE_MAX ? word : span_trim(span_from_index(word, space))));
    }
    return OK;
}

static enum err carry_query(struct echo *echo, struct span url) {
    struct span query = span_from_index(url, span_find_byte(url, '?'));
    query = query.len ? span_from_index(query, 1) : query;
    while (query.len) {
        struct span pair = span_cut(&query, '&');
        (void)span_cut(&pair, '=');
        TRY(carry(echo, pair));
    }
    return OK;
}

static enum err carry_all(struct echo *echo, const struct request *request) {
    for (size_t i = 0; i < request->fields.n; i++) {
        if (!is_common(request->fields.at[i].name)) {
            TRY(carry_parts(echo, request->fields.at[i].value));
        }
    }
    return carry_query(echo, request->url);
}

struct span echo_mask(struct echo *echo, struct span text) {
    return echo->carried.secrets.n ? identities_redact(&echo->carried, &echo->scratch, text) : text;
}

enum err echo_begin(struct echo *echo, const struct request *request, struct span body) {
    *echo = (struct echo){.any = false};
    arena_init(&echo->scratch, SIZE_MAX);
    echo->carried.arena = &echo->scratch;
    echo->carried.redaction = arena_new(&echo->scratch, struct redaction);
    TRY_PTR(echo->carried.redaction);
    TRY(carry_all(echo, request));
    struct span masked = echo_mask(echo, body);
    echo->any = !span_equal(masked, body);
    return masked.ptr || !body.len ? OK : ERR_MEMORY;
}

void echo_end(struct echo *echo) {
    arena_free(&echo->scratch);
}
