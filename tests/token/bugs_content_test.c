/* SPDX-License-Identifier: Apache-2.0 */
/* The bugs that JWT libraries have had with what tokens hold, a test for each class. Each has a
 * mutant of our own code that it must catch: see tests/token/mutants.txt. An argument names the
 * tests to run. */
#include "token_make.h"

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

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crit),        cmocka_unit_test(size),
        cmocka_unit_test(dots),        cmocka_unit_test(zip),
        cmocka_unit_test(base64_tail), cmocka_unit_test(base64_padded),
        cmocka_unit_test(exp_missing), cmocka_unit_test(iss_missing),
        cmocka_unit_test(aud_missing), cmocka_unit_test(cache_expiry),
        cmocka_unit_test(duplicates),  cmocka_unit_test(exp_string),
        cmocka_unit_test(aud_list),    cmocka_unit_test(sub_number),
    };
    if (argc > 1) {
        cmocka_set_test_filter(argv[1]);
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
