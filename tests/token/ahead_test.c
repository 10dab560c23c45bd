/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures that are checked ahead: what is known is what key_verify says of just these bytes. */
#include "token/ahead.h"

#include "base/arena.h"
#include "token_assert.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdio.h>

enum { MANY = 100, SIGNATURE = 256 };

struct signer {
    EVP_PKEY *pkey;
    struct key key;
};

static void open_signer(struct signer *signer) {
    enum key_fault fault;
    struct span no_kid = {NULL, 0};
    signer->pkey = EVP_RSA_gen(2048U);
    assert_non_null(signer->pkey);
    assert_ok(key_from_pkey(&signer->key, ALG_RS256, no_kid, signer->pkey, &fault));
}

static void close_signer(struct signer *signer) {
    key_free(&signer->key);
    EVP_PKEY_free(signer->pkey);
}

static struct span sign(const struct signer *signer, struct span input,
                        unsigned char out[SIGNATURE]) {
    size_t len = SIGNATURE;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, signer->pkey), 1);
    assert_int_equal(
        EVP_DigestSign(context, out, &len, (const unsigned char *)input.ptr, input.len), 1);
    EVP_MD_CTX_free(context);
    return (struct span){(const char *)out, len};
}

/* Of many together each gets its own verdict: every third is wrong. */
static void test_each(void **state) {
    (void)state;
    struct signer signer;
    struct ahead *ahead;
    static unsigned char bytes[MANY][SIGNATURE];
    static char text[MANY][32];
    enum token_reason reason;
    open_signer(&signer);
    assert_ok(ahead_new(3, &ahead));
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < MANY; i++) {
            (void)snprintf(text[i], sizeof(text[i]), "%d.%d", round, i);
            (void)sign(&signer, span_from(text[i]), bytes[i]);
            bytes[i][SIGNATURE - 1] ^= i % 3 == 0;
            struct span signature = {(const char *)bytes[i], SIGNATURE};
            assert_false(ahead_knows(ahead, &signer.key, span_from(text[i]), signature, &reason));
            assert_true(ahead_ask(ahead, &signer.key, span_from(text[i]), signature));
        }
        ahead_run(ahead);
        for (int i = 0; i < MANY; i++) {
            struct span signature = {(const char *)bytes[i], SIGNATURE};
            assert_true(ahead_knows(ahead, &signer.key, span_from(text[i]), signature, &reason));
            assert_int_equal(reason, i % 3 ? TOKEN_ACCEPTED : TOKEN_SIGNATURE_WRONG);
        }
    }
    ahead_free(ahead);
    close_signer(&signer);
}

/* Of another signature, another input or another key nothing is known; nor of this one later. */
static void test_nothing_else(void **state) {
    (void)state;
    struct signer one, other;
    struct ahead *ahead;
    unsigned char bytes[SIGNATURE], wrong[SIGNATURE];
    enum token_reason reason = TOKEN_REFUSED;
    open_signer(&one);
    open_signer(&other);
    assert_ok(ahead_new(1, &ahead));
    struct span input = SPAN("header.payload"), signature = sign(&one, input, bytes);
    memcpy(wrong, bytes, SIGNATURE);
    wrong[0] ^= 1;
    assert_true(ahead_ask(ahead, &one.key, input, signature));
    ahead_run(ahead);
    assert_true(ahead_knows(ahead, &one.key, input, signature, &reason));
    assert_int_equal(reason, TOKEN_ACCEPTED);
    assert_false(ahead_knows(ahead, &other.key, input, signature, &reason));
    assert_false(ahead_knows(ahead, &one.key, SPAN("header.Payload"), signature, &reason));
    assert_false(ahead_knows(ahead, &one.key, input, (struct span){(const char *)wrong, SIGNATURE},
                             &reason));
    ahead_run(ahead);
    assert_false(ahead_knows(ahead, &one.key, input, signature, &reason));
    ahead_free(ahead);
    close_signer(&one);
    close_signer(&other);
}

/* A wrong length is no work; what is asked of more than there is room for is not taken, and what
 * was asked may stay unasked for at the end. */
static void test_not_taken(void **state) {
    (void)state;
    struct signer signer;
    struct ahead *ahead;
    unsigned char bytes[SIGNATURE] = {0};
    struct span signature = {(const char *)bytes, SIGNATURE};
    int taken = 0;
    open_signer(&signer);
    assert_ok(ahead_new(0, &ahead));
    assert_false(ahead_ask(ahead, &signer.key, SPAN("a.b"), span_slice(signature, 0, 255)));
    assert_false(ahead_ask(NULL, &signer.key, SPAN("a.b"), signature));
    assert_true(ahead_ask(ahead, &signer.key, SPAN("a.b"), signature));
    assert_false(ahead_ask(ahead, &signer.key, SPAN("a.b"), signature)); /* asked about already */
    for (char input[16] = "0000.b"; ahead_ask(ahead, &signer.key, span_from(input), signature);) {
        (void)snprintf(input, sizeof(input), "%04d.b", ++taken % 10000);
        assert_in_range(taken, 1, 9999);
    }
    assert_in_range(taken, 100, 10000);
    ahead_free(ahead);
    close_signer(&signer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each),
        cmocka_unit_test(test_nothing_else),
        cmocka_unit_test(test_not_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
