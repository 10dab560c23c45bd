/* SPDX-License-Identifier: Apache-2.0 */
/* One test for each class of bug that JWT libraries have had. Each has a mutant of our own code
 * that it must catch: see tests/token/mutants.txt. An argument names the tests to run. */
#include "token_make.h"

#include "text/base64.h"
#include "token/key_check.h"

#include <openssl/bn.h>
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

static void crit(void **state) {
    (void)state;
    assert_header("{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}", TOKEN_CRIT);
    assert_header("{\"alg\":\"HS256\",\"crit\":[]}", TOKEN_CRIT);
    assert_header("{\"alg\":\"HS256\",\"crit\":null}", TOKEN_CRIT);
    assert_header("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", TOKEN_CRIT);
    assert_header("{\"alg\":\"HS256\",\"b64\":false}", TOKEN_B64);
}

static void size(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    make_secret_keys(&arena, &keys);
    char *filler = arena_take(&arena, LIMIT_TOKEN_BYTES, 1);
    memset(filler, 'x', LIMIT_TOKEN_BYTES);
    struct span large =
        arena_printf(&arena, "{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000060,\"x\":\"%.*s\"}",
                     (int)LIMIT_TOKEN_BYTES, filler);
    struct span token = make_hs256(&arena, SPAN("{\"alg\":\"HS256\"}"), large);
    assert_reason(make_judge(&arena, &keys, token), TOKEN_TOO_LONG);
    struct span header =
        arena_printf(&arena, "{\"alg\":\"HS256\",\"x\":\"%.*s\"}", JWS_HEADER_BYTES, filler);
    token = make_hs256(&arena, header, SPAN(MAKE_CLAIMS));
    assert_reason(make_judge(&arena, &keys, token), TOKEN_TOO_LONG);
}

static void dots(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    make_secret_keys(&arena, &keys);
    struct span token = make_hs256(&arena, SPAN("{\"alg\":\"HS256\"}"), SPAN(MAKE_CLAIMS));
    static const struct span tails[] = {SPAN_INIT("."), SPAN_INIT(".x"), SPAN_INIT("...."),
                                        SPAN_INIT(".x.y.z")};
    for (size_t i = 0; i < COUNT(tails); i++) {
        struct span more = arena_join(&arena, token, tails[i]);
        assert_reason(make_judge(&arena, &keys, more), TOKEN_SEGMENTS);
    }
    struct span five = arena_join(&arena, token, SPAN(".x.y"));
    assert_reason(make_judge(&arena, &keys, five), TOKEN_ENCRYPTED);
    char many[LIMIT_TOKEN_BYTES];
    memset(many, '.', sizeof(many));
    assert_reason(make_judge(&arena, &keys, (struct span){many, sizeof(many)}), TOKEN_SEGMENTS);
}

static void zip(void **state) {
    (void)state;
    assert_header("{\"alg\":\"HS256\",\"zip\":\"DEF\"}", TOKEN_ZIP);
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

static void compare(void **state) {
    (void)state;
    compared = 0;
    assert_claims(MAKE_CLAIMS, TOKEN_ACCEPTED);
    assert_int_equal(compared, 32);
}

static void exp_missing(void **state) {
    (void)state;
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\"}", TOKEN_EXP_MISSING);
}

static void iss_missing(void **state) {
    (void)state;
    assert_claims("{\"aud\":\"us\",\"exp\":1700000060}", TOKEN_ISS_MISSING);
}

static void aud_missing(void **state) {
    (void)state;
    assert_claims("{\"iss\":\"me\",\"exp\":1700000060}", TOKEN_AUD_MISSING);
}

static void cache_expiry(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    CACHE_SCOPE *cache = NULL;
    make_secret_keys(&arena, &keys);
    assert_ok(cache_new(16, &cache));
    struct verifier verifier = {
        .keys = &keys, .cache = cache, .policy = {.any_issuer = true, .any_audience = true}};
    struct span token = make_hs256(&arena, SPAN("{\"alg\":\"HS256\"}"), SPAN(MAKE_CLAIMS));
    struct jws jws;
    enum token_reason reason;
    for (int i = 0; i < 2; i++) {
        assert_ok(verify_token(&arena, &verifier, MAKE_NOW, token, &jws, &reason));
        assert_reason(reason, TOKEN_ACCEPTED);
    }
    assert_true(cache_has(cache, token));
    assert_ok(verify_token(&arena, &verifier, MAKE_NOW + 60, token, &jws, &reason));
    assert_reason(reason, TOKEN_EXPIRED);
}

static void duplicates(void **state) {
    (void)state;
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1,\"exp\":1700000060}",
                  TOKEN_PAYLOAD_DUPLICATE);
    assert_claims(
        "{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000060,\"x\":{\"a\":1,\"\\u0061\":2}}",
        TOKEN_PAYLOAD_DUPLICATE);
    assert_header("{\"alg\":\"none\",\"alg\":\"HS256\"}", TOKEN_HEADER_DUPLICATE);
}

static void exp_string(void **state) {
    (void)state;
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":\"1700000060\"}", TOKEN_EXP_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":true}", TOKEN_EXP_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":null}", TOKEN_EXP_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":[1700000060]}", TOKEN_EXP_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1e400}", TOKEN_EXP_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":-1700000060}", TOKEN_EXP_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":99999999999999999999}", TOKEN_EXP_TYPE);
}

static void aud_list(void **state) {
    (void)state;
    assert_claims("{\"iss\":\"me\",\"aud\":[\"them\",\"us\"],\"exp\":1700000060}", TOKEN_ACCEPTED);
    assert_claims("{\"iss\":\"me\",\"aud\":[\"them\"],\"exp\":1700000060}", TOKEN_AUD_WRONG);
    assert_claims("{\"iss\":\"me\",\"aud\":[\"us\",1],\"exp\":1700000060}", TOKEN_AUD_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":[],\"exp\":1700000060}", TOKEN_AUD_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":{\"us\":1},\"exp\":1700000060}", TOKEN_AUD_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"usa\",\"exp\":1700000060}", TOKEN_AUD_WRONG);
}

static void sub_number(void **state) {
    (void)state;
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000060,\"sub\":1}", TOKEN_SUB_TYPE);
    assert_claims("{\"iss\":1,\"aud\":\"us\",\"exp\":1700000060}", TOKEN_ISS_TYPE);
    assert_claims("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000060,\"jti\":7}", TOKEN_JTI_TYPE);
}

/* Another last character, the same bytes: a token with two spellings escapes a revocation list. */
static void base64_tail(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    make_secret_keys(&arena, &keys);
    struct span token = make_hs256(&arena, SPAN("{\"alg\":\"HS256\"}"), SPAN(MAKE_CLAIMS));
    char *last = (char *)(uintptr_t)&token.ptr[token.len - 1];
    *last = (char)(*last + 1); /* the two lowest bits are left over */
    assert_reason(make_judge(&arena, &keys, token), TOKEN_BASE64_SIGNATURE);
    /* Judged alone, so that a reader which drops the bits is seen. */
    struct jws jws;
    assert_int_equal(jws_split(&arena, SPAN("eyJhbGciOiJIUzI1NiJ9.Zm9vYh.AAAA"), &jws), ERR_SYNTAX);
    assert_reason(jws.fault, TOKEN_BASE64_PAYLOAD);
}

/* The same bytes with padding behind them. */
static void base64_padded(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    make_secret_keys(&arena, &keys);
    struct forge_signer signer = {
        .alg = ALG_HS256, .secret = SPAN(MAKE_SECRET), .form = BASE64_URL_PADDED};
    struct span token;
    assert_ok(forge_token(&arena, SPAN("{\"alg\":\"HS256\"}"), SPAN(MAKE_CLAIMS), &signer, &token));
    assert_true(span_ends(token, SPAN("=")));
    assert_reason(make_judge(&arena, &keys, token), TOKEN_BASE64_SIGNATURE);
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
        cmocka_unit_test(sound_token),  cmocka_unit_test(alg_none),
        cmocka_unit_test(alg_casing),   cmocka_unit_test(alg_confusion),
        cmocka_unit_test(secret_pem),   cmocka_unit_test(secret_space),
        cmocka_unit_test(secret_jwk),   cmocka_unit_test(secret_ssh),
        cmocka_unit_test(hash_any),     cmocka_unit_test(psychic),
        cmocka_unit_test(ecdsa_length), cmocka_unit_test(verify_always),
        cmocka_unit_test(embedded_key), cmocka_unit_test(remote_key),
        cmocka_unit_test(crit),         cmocka_unit_test(size),
        cmocka_unit_test(dots),         cmocka_unit_test(zip),
        cmocka_unit_test(kid),          cmocka_unit_test(compare),
        cmocka_unit_test(exp_missing),  cmocka_unit_test(iss_missing),
        cmocka_unit_test(aud_missing),  cmocka_unit_test(cache_expiry),
        cmocka_unit_test(duplicates),   cmocka_unit_test(exp_string),
        cmocka_unit_test(aud_list),     cmocka_unit_test(sub_number),
        cmocka_unit_test(base64_tail),  cmocka_unit_test(weak_rsa),
        cmocka_unit_test(short_secret), cmocka_unit_test(roca),
        cmocka_unit_test(alg_spelled),  cmocka_unit_test(base64_padded),
        cmocka_unit_test(kid_twice),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
