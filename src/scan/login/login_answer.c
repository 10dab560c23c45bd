/* SPDX-License-Identifier: Apache-2.0 */
/* Reading tokens off an answer. */
#include "scan/login/login_answer.h"

#include "base/mutant.h"
#include "scan/credential/csrf.h"
#include "scan/credential/secret.h"
#include "scan/login/login_fields.h"
#include "text/json.h"
#include "text/words.h"
#include "token/jws.h"

enum { ANSWER_DEPTH = 32, SHORTEST = 16, LONGEST = 8192 };

/* One word, as long as a token: nothing that a person would say. */
static bool is_token(struct span text) {
    bool word = text.len >= SHORTEST && text.len <= LONGEST;
    for (size_t i = 0; i < text.len && word; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        word = c > ' ' && c < 0x7f && c != '<' && c != '{' && c != '"';
    }
    return word;
}

/* Of a page, nothing but a JWT is a token. */
static bool is_text(const struct response *response) {
    return span_find_nocase(fields_get(&response->fields, SPAN("Content-Type")), SPAN("html")) ==
               SIZE_MAX ||
           jws_looks_like(span_trim(response->body));
}

/* In a field of its own (X-Auth-Token). */
static void read_field(const struct response *response, struct login_tokens *out) {
    for (size_t i = 0; i < response->fields.n && !out->access.len; i++) {
        const struct field *field = &response->fields.at[i];
        bool named = words_listed(words_last(field->name), SPAN(" token jwt "));
        if (named && !csrf_is_name(field->name) && is_token(field->value)) {
            out->access = field->value;
        }
    }
}

static void read_json(const struct node *root, struct span token, struct span refresh, int64_t now,
                      struct login_tokens *out) {
    int64_t seconds;
    const struct node *access =
        token.len && !MUTANT(pointer_unheard) ? node_at(root, token) : login_fields_token(root);
    out->access = node_text(access);
    out->access_name = node_key(access);
    out->refresh =
        node_text(refresh.len ? node_at(root, refresh) : login_fields_refresh_token(root));
    if (!out->access.len && !token.len && is_token(node_text(root))) {
        out->access = node_text(root);
    }
    out->scope = node_text(node_get(root, SPAN("scope")));
    if (node_i64(node_get(root, SPAN("expires_in")), &seconds) && seconds > 0 &&
        seconds < INT32_MAX) {
        out->expires = now + seconds;
    }
}

enum err login_read_tokens(struct arena *arena, struct span token_pointer,
                           struct span refresh_pointer, const struct response *response,
                           int64_t now, struct login_tokens *out) {
    const struct json_options options = {.depth = ANSWER_DEPTH};
    const struct node *root = NULL;
    *out = (struct login_tokens){0};
    enum err read = json_parse(arena, response->body, &options, &root, NULL);
    if (read == ERR_MEMORY) {
        return read;
    }
    struct span field = fields_get(&response->fields, SPAN("Authorization")), prefix, value;
    if (read == OK) {
        read_json(root, token_pointer, refresh_pointer, now, out);
    } else if (is_text(response) && is_token(span_trim(response->body))) {
        out->access = span_trim(response->body);
    }
    if (!out->access.len && !token_pointer.len && credential_split(field, &prefix, &value)) {
        out->access = value;
    }
    if (!out->access.len && !token_pointer.len) {
        read_field(response, out);
    }
    int64_t expiry = secret_expiry(out->access);
    out->expires = expiry ? expiry : out->expires;
    return OK;
}
