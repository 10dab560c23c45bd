/* SPDX-License-Identifier: Apache-2.0 */
/* The bugs that JWT libraries have had with algorithms and signatures, a test for each class. Each
 * has a mutant of our own code that it must catch: see tests/token/mutants.txt. An argument names
 * the tests to run. */
#include "token_make.h"

#include <openssl/crypto.h>

static size_t compared; /* bytes, in constant time */

/* Stands in for OpenSSL's, to see that MACs go through it. */
int CRYPTO_memcmp(const void *a, const void *b, size_t len) {
    compared += len;
    return memcmp(a, b, len);
}

static void sound_token(void **state) {
    (void)state;
    assert_header("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", TOKEN_ACCEPTED);
    assert_claims(MAKE_CLAIMS, TOKEN_ACCEPTED);
}

static enum token_reason judge_unsigned(struct span alg, bool keep_signature) {
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    make_secret_keys(&arena, &keys);
    struct forge_signer signer = {.signature = keep_signature ? SPAN("anything") : SPAN("")};
    struct span token;
    assert_ok(forge_token(&arena, forge_header(&arena, alg), SPAN(MAKE_CLAIMS), &signer, &token));
    return make_judge(&arena, &keys, token);
}

static void alg_none(void **state) {
    (void)state;
    assert_reason(judge_unsigned(SPAN("none"), false), TOKEN_ALG_NONE);
    assert_reason(judge_unsigned(SPAN("none"), true), TOKEN_ALG_NONE);
}

static void alg_casing(void **state) {
    (void)state;
    for (unsigned bits = 1; bits < 16; bits++) {
        char name[] = "none";
        for (unsigned i = 0; i < 4; i++) {
            if (bits >> i & 1) {
                name[i] = (char)(name[i] - 'a' + 'A');
            }
        }
        assert_reason(judge_unsigned(span_from(name), false), TOKEN_ALG_NONE);
    }
    assert_reason(judge_unsigned(SPAN("none "), false), TOKEN_ALG_UNKNOWN);
    assert_reason(judge_unsigned(SPAN(""), false), TOKEN_ALG_UNKNOWN);
    assert_header("{\"alg\":\"hs256\"}", TOKEN_ALG_UNKNOWN);
    assert_header("{\"alg\":[\"HS256\"]}", TOKEN_ALG_MISSING);
    assert_header("{}", TOKEN_ALG_MISSING);
}

/* Names that mean HS256 elsewhere. */
static void alg_spelled(void **state) {
    (void)state;
    assert_header("{\"alg\":\"hs256\"}", TOKEN_ALG_UNKNOWN);
    assert_header("{\"alg\":\"Hs256\"}", TOKEN_ALG_UNKNOWN);
    assert_header("{\"alg\":\"HmacSHA256\"}", TOKEN_ALG_UNKNOWN);
    assert_header("{\"alg\":\"http://www.w3.org/2001/04/xmldsig-more#hmac-sha256\"}",
                  TOKEN_ALG_UNKNOWN);
}

/* An RS256 key; HS256 tokens keyed with every text of its public part. */
static void alg_confusion(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    KEYS_SCOPE keys = {0};
    assert_ok(pkey_generate(ALG_RS256, &pkey));
    make_public_keys(&arena, pkey, ALG_UNKNOWN, &keys);
    for (int form = 0; form < PKEY_FORM_COUNT; form++) {
        struct forge_signer signer = {.alg = ALG_HS256};
        struct span token;
        assert_ok(pkey_public(&arena, pkey, (enum pkey_form)form, &signer.secret));
        assert_ok(
            forge_token(&arena, SPAN("{\"alg\":\"HS256\"}"), SPAN(MAKE_CLAIMS), &signer, &token));
        assert_reason(make_judge(&arena, &keys, token), TOKEN_ALG_MISMATCH);
    }
}

static void hash_any(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    KEYS_SCOPE keys = {0};
    assert_ok(pkey_generate(ALG_RS256, &pkey));
    make_public_keys(&arena, pkey, ALG_RS256, &keys);
    static const enum alg others[] = {ALG_RS384, ALG_RS512, ALG_PS256, ALG_PS512};
    for (size_t i = 0; i < COUNT(others); i++) {
        struct span header = forge_header(&arena, alg_info(others[i])->name);
        struct span token = make_signed(&arena, others[i], pkey, header, SPAN(MAKE_CLAIMS));
        assert_reason(make_judge(&arena, &keys, token), TOKEN_ALG_MISMATCH);
    }
}

/* CVE-2022-21449: r or s of 0 or n. */
static void psychic(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    KEYS_SCOPE keys = {0};
    assert_ok(pkey_generate(ALG_ES256, &pkey));
    make_public_keys(&arena, pkey, ALG_ES256, &keys);
    unsigned char zero[32] = {0}, one[32] = {[31] = 1}, all[32];
    memset(all, 0xff, sizeof(all));
    const unsigned char *values[] = {zero, one, keys.at->order, all};
    for (size_t r = 0; r < COUNT(values); r++) {
        for (size_t s = 0; s < COUNT(values); s++) {
            unsigned char raw[64];
            memcpy(raw, values[r], 32);
            memcpy(raw + 32, values[s], 32);
            struct forge_signer signer = {.signature = {(const char *)raw, sizeof(raw)}};
            struct span token;
            assert_ok(forge_token(&arena, SPAN("{\"alg\":\"ES256\"}"), SPAN(MAKE_CLAIMS), &signer,
                                  &token));
            bool in_range = r == 1 && s == 1;
            assert_reason(make_judge(&arena, &keys, token),
                          in_range ? TOKEN_SIGNATURE_WRONG : TOKEN_SIGNATURE_RANGE);
        }
    }
}

static void ecdsa_length(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    KEYS_SCOPE keys = {0};
    assert_ok(pkey_generate(ALG_ES256, &pkey));
    make_public_keys(&arena, pkey, ALG_ES256, &keys);
    struct span token =
        make_signed(&arena, ALG_ES256, pkey, SPAN("{\"alg\":\"ES256\"}"), SPAN(MAKE_CLAIMS));
    struct jws jws;
    assert_reason(make_judge(&arena, &keys, token), TOKEN_ACCEPTED);
    assert_ok(jws_parse(&arena, token, &jws));
    for (size_t len = 0; len <= 66; len++) {
        char raw[66] = {0};
        memcpy(raw, jws.signature.ptr, len < 64 ? len : 64);
        struct forge_signer signer = {.signature = {raw, len}};
        assert_ok(forge_segments(&arena, jws.header64, jws.payload64, &signer, &token));
        assert_reason(make_judge(&arena, &keys, token), len == 0    ? TOKEN_SIGNATURE_EMPTY
                                                        : len != 64 ? TOKEN_SIGNATURE_LENGTH
                                                                    : TOKEN_ACCEPTED);
    }
}

/* A signature of something else, with every family. */
static void verify_always(void **state) {
    (void)state;
    static const enum alg algs[] = {ALG_RS256, ALG_PS256, ALG_ES256, ALG_EDDSA};
    for (size_t i = 0; i < COUNT(algs); i++) {
        SCRATCH(arena);
        PKEY_SCOPE *pkey = NULL;
        KEYS_SCOPE keys = {0};
        assert_ok(pkey_generate(algs[i], &pkey));
        make_public_keys(&arena, pkey, algs[i], &keys);
        struct span header = forge_header(&arena, alg_info(algs[i])->name), token;
        struct jws jws;
        token = make_signed(&arena, algs[i], pkey, header, SPAN(MAKE_CLAIMS));
        assert_reason(make_judge(&arena, &keys, token), TOKEN_ACCEPTED);
        token = make_signed(&arena, algs[i], pkey, header, SPAN("{\"sub\":\"mallory\"}"));
        assert_ok(jws_parse(&arena, token, &jws));
        struct forge_signer signer = {.signature = jws.signature};
        assert_ok(forge_token(&arena, header, SPAN(MAKE_CLAIMS), &signer, &token));
        assert_reason(make_judge(&arena, &keys, token), TOKEN_SIGNATURE_WRONG);
    }
}

static void compare(void **state) {
    (void)state;
    compared = 0;
    assert_claims(MAKE_CLAIMS, TOKEN_ACCEPTED);
    assert_int_equal(compared, 32);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_token),   cmocka_unit_test(alg_none),
        cmocka_unit_test(alg_casing),    cmocka_unit_test(alg_spelled),
        cmocka_unit_test(alg_confusion), cmocka_unit_test(hash_any),
        cmocka_unit_test(psychic),       cmocka_unit_test(ecdsa_length),
        cmocka_unit_test(verify_always), cmocka_unit_test(compare),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
