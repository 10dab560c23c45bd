/* SPDX-License-Identifier: Apache-2.0 */
/* The bugs that JWT libraries have had with keys, a test for each class. Each has a mutant of our
 * own code that it must catch: see tests/token/mutants.txt. An argument names the tests to run. */
#include "token_make.h"

#include "text/base64.h"
#include "token/key_check.h"

#include <openssl/bn.h>

static void assert_no_secret(struct arena *arena, struct span secret) {
    KEYS_SCOPE keys = {0};
    enum key_fault fault = KEY_SOUND;
    assert_int_equal(keys_secret(arena, secret, ALG_HS256, &keys, &fault), ERR_INVALID);
    assert_string_equal(key_fault_name(fault), key_fault_name(KEY_SECRET_PUBLIC));
}

static void secret_pem(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    assert_ok(pkey_generate(ALG_ES256, &pkey));
    static const enum pkey_form forms[] = {PKEY_SPKI_PEM,    PKEY_SPKI_PEM_BARE, PKEY_SPKI_PEM_CRLF,
                                           PKEY_SPKI_BASE64, PKEY_SPKI_DER,      PKEY_JWK};
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct span text;
        assert_ok(pkey_public(&arena, pkey, forms[i], &text));
        assert_no_secret(&arena, text);
    }
    assert_no_secret(&arena, SPAN("-----BEGIN CERTIFICATE-----\nMIIB made up"));
    assert_no_secret(&arena, SPAN("-----BEGIN RSA PUBLIC KEY-----\nMIIB made up"));
}

static void secret_space(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    struct span pem;
    assert_ok(pkey_generate(ALG_ES256, &pkey));
    assert_ok(pkey_public(&arena, pkey, PKEY_SPKI_PEM, &pem));
    assert_no_secret(&arena, arena_join(&arena, SPAN("\n"), pem));
    assert_no_secret(&arena, arena_join(&arena, SPAN(" \t\r\n\v\f"), pem));
    assert_no_secret(&arena, arena_join(&arena, SPAN("\xef\xbb\xbf"), pem));
    assert_no_secret(&arena, arena_join(&arena, SPAN("# a comment\n"), pem));
}

static void secret_jwk(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    struct span jwk;
    assert_ok(pkey_generate(ALG_EDDSA, &pkey));
    assert_ok(pkey_jwk(&arena, pkey, SPAN("k"), SPAN("EdDSA"), &jwk));
    assert_no_secret(&arena, jwk);
    assert_no_secret(&arena, arena_join(&arena, SPAN("\n  "), jwk));
    assert_no_secret(&arena, pkey_jwks(&arena, jwk));
}

static void secret_ssh(void **state) {
    (void)state;
    SCRATCH(arena);
    assert_no_secret(&arena, SPAN("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMadeUpMadeUpMadeUp a@b"));
    assert_no_secret(&arena, SPAN("\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQMadeUpMadeUp"));
    assert_no_secret(&arena, SPAN("ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAI"));
}

/* CVE-2018-0114: the attacker's key in the header. */
static void embedded_key(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *ours = NULL, *theirs = NULL;
    KEYS_SCOPE keys = {0};
    assert_ok(pkey_generate(ALG_ES256, &ours));
    assert_ok(pkey_generate(ALG_ES256, &theirs));
    make_public_keys(&arena, ours, ALG_ES256, &keys);
    struct span jwk, token;
    assert_ok(pkey_jwk(&arena, theirs, SPAN(""), SPAN(""), &jwk));
    struct span header = arena_printf(&arena, "{\"alg\":\"ES256\",\"jwk\":%.*s}", SPAN_ARG(jwk));
    token = make_signed(&arena, ALG_ES256, theirs, header, SPAN(MAKE_CLAIMS));
    assert_reason(make_judge(&arena, &keys, token), TOKEN_EMBEDDED_KEY);
    struct verifier verifier = {.keys = &keys, .pass_key_hints = true};
    struct jws jws;
    enum token_reason reason;
    assert_ok(verify_jws(&arena, &verifier, token, &jws, &reason));
    assert_reason(reason, TOKEN_SIGNATURE_WRONG); /* passed over, never used */
}

static void remote_key(void **state) {
    (void)state;
    assert_header("{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1/jwks\"}", TOKEN_REMOTE_KEY);
    assert_header("{\"alg\":\"HS256\",\"x5u\":\"http://127.0.0.1/x\"}", TOKEN_REMOTE_KEY);
    assert_header("{\"alg\":\"HS256\",\"x5c\":[\"MIIB\"]}", TOKEN_REMOTE_KEY);
}

static void kid(void **state) {
    (void)state;
    static const struct span kids[] = {SPAN_INIT("k1' OR '1'='1"),
                                       SPAN_INIT("../../../../dev/null"),
                                       SPAN_INIT("k1/../k2"),
                                       SPAN_INIT("http://127.0.0.1/k1"),
                                       SPAN_INIT("k1 "),
                                       SPAN_INIT(""),
                                       SPAN_INIT("K1"),
                                       SPAN_INIT("k1|id")};
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    make_secret_keys(&arena, &keys);
    keys.at[0].kid = SPAN("k1");
    for (size_t i = 0; i < COUNT(kids); i++) {
        struct span name = forge_string(&arena, kids[i]);
        struct span header =
            arena_printf(&arena, "{\"alg\":\"HS256\",\"kid\":%.*s}", SPAN_ARG(name));
        struct span token = make_hs256(&arena, header, SPAN(MAKE_CLAIMS));
        assert_reason(make_judge(&arena, &keys, token), TOKEN_KID_UNKNOWN);
    }
    struct span token =
        make_hs256(&arena, SPAN("{\"alg\":\"HS256\",\"kid\":\"k1\"}"), SPAN(MAKE_CLAIMS));
    assert_reason(make_judge(&arena, &keys, token), TOKEN_ACCEPTED);
    assert_header("{\"alg\":\"HS256\",\"kid\":1}", TOKEN_KID_TYPE);
}

#define OCT_A \
    "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE\"}"

/* Which of the two verifies must not depend on their order. */
static void kid_twice(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault = KEY_SOUND;
    struct span set = SPAN("{\"keys\":[" OCT_A "," OCT_A "]}");
    assert_int_equal(keys_read(&arena, set, ALG_HS256, &keys, &fault), ERR_INVALID);
    assert_int_equal(fault, KEY_SET_KID);
}

static void weak_rsa(void **state) {
    (void)state;
    PKEY_SCOPE *pkey = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024);
    assert_non_null(pkey);
    assert_int_equal(key_check_pkey(pkey), KEY_RSA_SHORT);
}

static void short_secret(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault = KEY_SOUND;
    struct span secret = SPAN("0123456789012345678901234567890");
    assert_int_equal(secret.len, 31);
    assert_int_equal(keys_secret(&arena, secret, ALG_HS256, &keys, &fault), ERR_INVALID);
    assert_int_equal(fault, KEY_SECRET_SHORT);
}

/* A power of 65537 is one modulo every prime, as the moduli of CVE-2017-15361 are. */
static void roca(void **state) {
    (void)state;
    SCRATCH(arena);
    BN_CTX *ctx = BN_CTX_new();
    BIGNUM *n = BN_new(), *base = BN_new(), *power = BN_new();
    assert_true(BN_set_word(base, 65537) && BN_set_word(power, 128) && BN_exp(n, base, power, ctx));
    char bytes[512];
    struct span modulus = {bytes, (size_t)BN_bn2bin(n, (unsigned char *)bytes)};
    BN_free(n);
    BN_free(base);
    BN_free(power);
    BN_CTX_free(ctx);
    assert_true(key_check_roca(modulus));
    struct span n64 = base64_encode(&arena, BASE64_URL, modulus);
    struct span jwk =
        arena_printf(&arena, "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"%.*s\"}", SPAN_ARG(n64));
    KEYS_SCOPE keys = {0};
    enum key_fault fault = KEY_SOUND;
    assert_int_equal(keys_read(&arena, jwk, ALG_RS256, &keys, &fault), ERR_INVALID);
    assert_int_equal(fault, KEY_ROCA);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(secret_pem),   cmocka_unit_test(secret_space),
        cmocka_unit_test(secret_jwk),   cmocka_unit_test(secret_ssh),
        cmocka_unit_test(embedded_key), cmocka_unit_test(remote_key),
        cmocka_unit_test(kid),          cmocka_unit_test(kid_twice),
        cmocka_unit_test(weak_rsa),     cmocka_unit_test(short_secret),
        cmocka_unit_test(roca),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
