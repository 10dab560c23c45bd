/* SPDX-License-Identifier: Apache-2.0 */
/* Reading tokens off an answer. */
#include "scan/login/login_answer.h"

#include "scan/credential/secret.h"
#include "scan/login/login_fields.h"
#include "text/json.h"
#include "token/jws.h"

enum { ANSWER_DEPTH = 32 };

static void read_json(const struct node *root, const struct login_way *way, int64_t now,
                      struct login_tokens *out) {
    const struct node *access =
        way->token_pointer.len ? node_at(root, way->token_pointer) : login_fields_token(root);
    const struct node *refresh = way->refresh_pointer.len ? node_at(root, way->refresh_pointer)
                                                          : login_fields_refresh_token(root);
    int64_t seconds;
    out->access = node_text(access);
    out->refresh = node_text(refresh);
    if (!out->access.len && jws_looks_like(node_text(root))) {
        out->access = node_text(root);
    }
    if (node_i64(node_get(root, SPAN("expires_in")), &seconds) && seconds > 0 &&
        seconds < INT32_MAX) {
        out->expires = now + seconds;
    }
}

enum err login_read_tokens(struct arena *arena, const struct login_way *way,
                           const struct response *response, int64_t now, struct login_tokens *out) {
    const struct json_options options = {.depth = ANSWER_DEPTH};
    const struct node *root = NULL;
    *out = (struct login_tokens){0};
    enum err read = json_parse(arena, response->body, &options, &root, NULL);
    if (read == ERR_MEMORY) {
        return read;
    }
    struct span field = fields_get(&response->fields, SPAN("Authorization"));
    if (read == OK) {
        read_json(root, way, now, out);
    } else if (jws_looks_like(span_trim(response->body))) {
        out->access = span_trim(response->body);
    }
    if (!out->access.len && !way->token_pointer.len && span_starts_nocase(field, SPAN("Bearer "))) {
        out->access = span_trim(span_from_index(field, 7));
    }
    int64_t expiry = secret_expiry(out->access);
    out->expires = expiry ? expiry : out->expires;
    return OK;
}
