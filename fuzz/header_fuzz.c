/* SPDX-License-Identifier: Apache-2.0 */
/* Any header over a true MAC: nothing but "alg": "HS256", said once, may be accepted. */
#include "token/forge.h"
#include "token/verify.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    struct span secret = SPAN("made-up secret, 32 bytes or more"), token;
    KEYS_SCOPE keys = {0};
    enum key_fault fault;
    enum token_reason reason;
    struct jws jws;
    struct forge_signer signer = {.alg = ALG_HS256, .secret = secret};
    struct verifier verifier = {.keys = &keys};
    if (keys_secret(&arena, secret, ALG_HS256, &keys, &fault) != OK ||
        forge_token(&arena, (struct span){(const char *)data, size}, SPAN("{}"), &signer, &token) !=
            OK ||
        verify_jws(&arena, &verifier, token, &jws, &reason) != OK) {
        return 0;
    }
    if (reason == TOKEN_ACCEPTED) {
        assert(span_equal(node_text(node_get(jws.header_node, SPAN("alg"))), SPAN("HS256")));
        assert(!node_get(jws.header_node, SPAN("crit")) && !node_get(jws.header_node, SPAN("jwk")));
    }
    assert(reason != TOKEN_SIGNATURE_WRONG); /* it is true */
    return 0;
}
