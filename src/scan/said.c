/* SPDX-License-Identifier: Apache-2.0 */
/* Finding tokens in an answer, and claims in tokens. */
#include "scan/said.h"

#include "text/field.h"
#include "text/json.h"
#include "text/words.h"
#include "token/jws.h"

enum { DEPTH = 16, MOST_TOKENS = 8, MOST_COOKIES = 32 };

/* What holds the user's own claims within a token. What holds what he asked for is no right. */
static const struct span HOLDERS = SPAN_INIT(" user data claims account identity payload access "
                                             "app_metadata realm_access resource ");

static enum err take(struct arena *arena, struct span text, struct said *out) {
    struct jws jws;
    if (out->payloads.n == MOST_TOKENS || !jws_looks_like(text)) {
        return OK;
    }
    enum err read = jws_read(arena, text, &jws);
    if (read != OK || !jws.payload_node) {
        return read == ERR_MEMORY ? read : OK;
    }
    return vec_push(arena, &out->payloads, jws.payload_node) ? OK : ERR_MEMORY;
}

static enum err take_texts(struct arena *arena, const struct node *node, struct said *out) {
    TRY(take(arena, node_text(node), out));
    bool holds = node_is(node, NODE_OBJECT) || node_is(node, NODE_ARRAY);
    NODE_EACH(inner, holds ? node : NULL) {
        TRY(take_texts(arena, inner, out));
    }
    return OK;
}

enum err said_read(struct arena *arena, const struct exchange *exchange, struct said *out) {
    const struct json_options options = {.depth = DEPTH};
    const struct response *response = &exchange->response;
    struct field_cookie cookie;
    *out = (struct said){0};
    TRY(take(arena, span_trim(response->body), out));
    enum err read = json_parse(arena, response->body, &options, &out->answer, NULL);
    if (read == ERR_MEMORY) {
        return read;
    }
    out->answer = read == OK ? out->answer : NULL;
    TRY(take_texts(arena, out->answer, out));
    for (size_t n = 0; field_next_cookie(&response->fields, MOST_COOKIES, &n, &cookie);) {
        TRY(take(arena, cookie.value, out));
    }
    return OK;
}

static bool is_value(const struct node *node, struct span value) {
    if (node_is(node, NODE_TRUE)) {
        return span_equal(value, SPAN("true"));
    }
    struct span rest = node_scalar(node);
    while (rest.ptr) {
        struct span word = span_trim(span_cut(&rest, ' '));
        if (word.len && span_equal(word, value)) {
            return true;
        }
    }
    NODE_EACH(item, node_is(node, NODE_ARRAY) ? node : NULL) {
        if (is_value(item, value)) {
            return true;
        }
    }
    return false;
}

static bool holds(const struct node *claims, struct span words, struct span value, bool inner) {
    NODE_EACH(claim, node_is(claims, NODE_OBJECT) ? claims : NULL) {
        struct span key = node_key(claim);
        if ((words_listed(words_last(key), words) && is_value(claim, value)) ||
            (inner && words_listed(key, HOLDERS) && holds(claim, words, value, false))) {
            return true;
        }
    }
    return false;
}

bool said_holds(const struct node *claims, struct span words, struct span value) {
    return holds(claims, words, value, true);
}

bool said_in_token(const struct said *said, struct span words, struct span value) {
    VEC_EACH(const struct node *const, payload, &said->payloads) {
        if (said_holds(*payload, words, value)) {
            return true;
        }
    }
    return false;
}
