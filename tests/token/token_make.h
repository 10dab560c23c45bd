/* SPDX-License-Identifier: Apache-2.0 */
/* Making keys and tokens for the token room's tests. The secrets here are made up. */
#ifndef POSTERN_TESTS_TOKEN_MAKE_H
#define POSTERN_TESTS_TOKEN_MAKE_H

#include "token/forge.h"
#include "token/verify.h"

#include "token_assert.h"

#include <openssl/evp.h>

#define MAKE_SECRET "made-up secret for these tests, 41 bytes."
#define MAKE_NOW 1700000000
#define MAKE_CLAIMS "{\"iss\":\"me\",\"aud\":\"us\",\"sub\":\"alice\",\"exp\":1700000060}"

/* Judges one token with keys, with "me" as issuer and "us" as audience. */
static inline enum token_reason make_judge(struct arena *arena, const struct keys *keys,
                                           struct span token) {
    static const struct span me = SPAN_INIT("me"), us = SPAN_INIT("us");
    struct verifier verifier = {
        .keys = keys,
        .policy = {.issuers = &me, .n_issuers = 1, .audiences = &us, .n_audiences = 1}};
    struct jws jws;
    enum token_reason reason;
    assert_ok(verify_token(arena, &verifier, MAKE_NOW, token, &jws, &reason));
    return reason;
}

/* A token signed with MAKE_SECRET as HS256, whatever the header says. */
static inline struct span make_hs256(struct arena *arena, struct span header, struct span payload) {
    struct forge_signer signer = {.alg = ALG_HS256, .secret = SPAN(MAKE_SECRET)};
    struct span token;
    assert_ok(forge_token(arena, header, payload, &signer, &token));
    return token;
}

static inline struct span make_signed(struct arena *arena, enum alg alg, EVP_PKEY *pkey,
                                      struct span header, struct span payload) {
    struct forge_signer signer = {.alg = alg, .pkey = pkey};
    struct span token;
    assert_ok(forge_token(arena, header, payload, &signer, &token));
    return token;
}

static inline void make_secret_keys(struct arena *arena, struct keys *keys) {
    enum key_fault fault;
    assert_ok(keys_secret(arena, SPAN(MAKE_SECRET), ALG_HS256, keys, &fault));
}

static inline void make_public_keys(struct arena *arena, EVP_PKEY *pkey, enum alg alg,
                                    struct keys *keys) {
    struct span pem;
    enum key_fault fault;
    assert_ok(pkey_public(arena, pkey, PKEY_SPKI_PEM, &pem));
    assert_ok(keys_read(arena, pem, alg, keys, &fault));
}

#define assert_reason(got, wanted) assert_string_equal(reason_name(got), reason_name(wanted))

/* Judges a payload under a good HS256 signature. */
#define assert_claims(payload, wanted)                                                   \
    do {                                                                                 \
        SCRATCH(claims_arena_);                                                          \
        KEYS_SCOPE claims_keys_ = {0};                                                   \
        make_secret_keys(&claims_arena_, &claims_keys_);                                 \
        struct span claims_token_ =                                                      \
            make_hs256(&claims_arena_, SPAN("{\"alg\":\"HS256\"}"), SPAN(payload));      \
        assert_reason(make_judge(&claims_arena_, &claims_keys_, claims_token_), wanted); \
    } while (0)

/* Judges a header under a good HS256 signature. */
#define assert_header(header, wanted)                                                            \
    do {                                                                                         \
        SCRATCH(header_arena_);                                                                  \
        KEYS_SCOPE header_keys_ = {0};                                                           \
        make_secret_keys(&header_arena_, &header_keys_);                                         \
        struct span header_token_ = make_hs256(&header_arena_, SPAN(header), SPAN(MAKE_CLAIMS)); \
        assert_reason(make_judge(&header_arena_, &header_keys_, header_token_), wanted);         \
    } while (0)

#endif
