/* SPDX-License-Identifier: Apache-2.0 */
/* Any claims: what is accepted has an expiry ahead, our issuer and our audience. */
#include "text/json.h"
#include "token/claims.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool names_us(const struct node *aud) {
    bool found = span_equal(node_text(aud), SPAN("us"));
    NODE_EACH(one, aud) {
        found = found || span_equal(node_text(one), SPAN("us"));
    }
    return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct span me = SPAN_INIT("me"), us = SPAN_INIT("us");
    const struct claims_policy policy = {
        .issuers = &me, .n_issuers = 1, .audiences = &us, .n_audiences = 1};
    const int64_t now = 1700000000;
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    const struct node *root = NULL;
    enum token_reason reason;
    int64_t exp;
    struct json_options options = {.depth = 32, .refuse_duplicates = true};
    if (json_parse(&arena, (struct span){(const char *)data, size}, &options, &root, NULL) != OK) {
        return 0;
    }
    assert(claims_check(&policy, now, root, &reason) == OK && reason != TOKEN_REFUSED);
    if (reason == TOKEN_ACCEPTED) {
        assert(claims_seconds(node_get(root, SPAN("exp")), false, &exp) && exp > now);
        assert(span_equal(node_text(node_get(root, SPAN("iss"))), me));
        assert(names_us(node_get(root, SPAN("aud"))));
    }
    return 0;
}
