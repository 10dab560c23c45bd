/* SPDX-License-Identifier: Apache-2.0 */
/* Looking at tokens: each weakness is named, and a sound token has none. */
#include "token/inspect.h"

#include "token_make.h"

static bool has(const struct inspect *inspect, enum inspect_code code) {
    VEC_EACH(const struct inspect_item, item, &inspect->items) {
        if (item->code == code) {
            return true;
        }
    }
    return false;
}

static void look(struct arena *arena, struct span header, struct span payload,
                 struct inspect *out) {
    struct span token = make_hs256(arena, header, payload);
    assert_ok(inspect_token(arena, token, MAKE_NOW, out));
}

static void sound(void **state) {
    (void)state;
    SCRATCH(arena);
    struct inspect inspect;
    look(&arena, SPAN("{\"alg\":\"HS256\",\"kid\":\"2024-01/a_b.c\"}"), SPAN(MAKE_CLAIMS),
         &inspect);
    assert_false(inspect.weak);
    assert_int_equal(inspect.items.n, 1);
    assert_true(has(&inspect, INSPECT_SYMMETRIC));
    look(&arena, SPAN("{\"alg\":\"HS256\"}"),
         SPAN("{\"iss\":\"me\",\"aud\":[\"us\"],\"exp\":1699999999}"), &inspect);
    assert_false(inspect.weak); /* expired is a remark */
    assert_true(has(&inspect, INSPECT_EXPIRED));
}

static void headers(void **state) {
    (void)state;
    static const struct {
        struct span header;
        enum inspect_code code;
    } cases[] = {
        {SPAN_INIT("{\"alg\":\"nOnE\"}"), INSPECT_ALG_NONE},
        {SPAN_INIT("{\"alg\":\"HS257\"}"), INSPECT_ALG_UNKNOWN},
        {SPAN_INIT("{}"), INSPECT_ALG_UNKNOWN},
        {SPAN_INIT("{\"alg\":\"HS512\"}"), INSPECT_SIGNATURE_LENGTH},
        {SPAN_INIT("{\"alg\":\"HS256\",\"jwk\":{}}"), INSPECT_EMBEDDED_KEY},
        {SPAN_INIT("{\"alg\":\"HS256\",\"jku\":\"x\"}"), INSPECT_REMOTE_KEY},
        {SPAN_INIT("{\"alg\":\"HS256\",\"x5c\":[]}"), INSPECT_REMOTE_KEY},
        {SPAN_INIT("{\"alg\":\"HS256\",\"zip\":\"DEF\"}"), INSPECT_ZIP},
        {SPAN_INIT("{\"alg\":\"HS256\",\"kid\":\"../../x\"}"), INSPECT_KID_SUSPICIOUS},
        {SPAN_INIT("{\"alg\":\"HS256\",\"kid\":\"a' UNION SELECT\"}"), INSPECT_KID_SUSPICIOUS},
        {SPAN_INIT("{\"alg\":\"HS256\",\"kid\":\"https://x\"}"), INSPECT_KID_SUSPICIOUS},
        {SPAN_INIT("{\"alg\":\"HS256\",\"kid\":\"a\\u0000b\"}"), INSPECT_KID_SUSPICIOUS},
        {SPAN_INIT("{\"alg\":\"HS256\",\"alg\":\"HS256\"}"), INSPECT_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        SCRATCH(arena);
        struct inspect inspect;
        look(&arena, cases[i].header, SPAN(MAKE_CLAIMS), &inspect);
        assert_true(inspect.weak);
        assert_true(has(&inspect, cases[i].code));
    }
}

#define CLAIMS(text) SPAN_INIT("{\"iss\":\"me\",\"aud\":\"us\"," text "}")

static void claims(void **state) {
    (void)state;
    static const struct {
        struct span payload;
        enum inspect_code code;
        bool weak;
    } cases[] = {
        {CLAIMS("\"x\":1"), INSPECT_EXP_MISSING, true},
        {CLAIMS("\"exp\":\"1700000060\""), INSPECT_TIME_TYPE, true},
        {CLAIMS("\"exp\":1700086461,\"iat\":1700000060"), INSPECT_LONG_LIVED, true},
        {CLAIMS("\"exp\":1707776001,\"iat\":1700000000,\"token_type\":\"refresh\""),
         INSPECT_LONG_LIVED, true},
        {CLAIMS("\"exp\":1700000060,\"nbf\":1700000070"), INSPECT_TIME_ORDER, true},
        {CLAIMS("\"exp\":1700000960,\"iat\":1700000900"), INSPECT_IAT_FUTURE, true},
        {CLAIMS("\"exp\":1700000060,\"sub\":7"), INSPECT_CLAIM_TYPE, true},
        {CLAIMS("\"exp\":1700000060,\"user_password\":\"x\""), INSPECT_SECRET_CLAIM, true},
        {CLAIMS("\"exp\":1700000060,\"nbf\":1700000050"), INSPECT_NOT_YET, false},
        {SPAN_INIT("{\"aud\":\"us\",\"exp\":1700000060}"), INSPECT_ISS_MISSING, true},
        {SPAN_INIT("{\"iss\":\"me\",\"exp\":1700000060}"), INSPECT_AUD_MISSING, true},
        {SPAN_INIT("{\"iss\":\"me\",\"aud\":{},\"exp\":1700000060}"), INSPECT_CLAIM_TYPE, true},
        {SPAN_INIT("hello"), INSPECT_PAYLOAD, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        SCRATCH(arena);
        struct inspect inspect;
        look(&arena, SPAN("{\"alg\":\"HS256\"}"), cases[i].payload, &inspect);
        assert_int_equal(inspect.weak, cases[i].weak);
        assert_true(has(&inspect, cases[i].code));
    }
}

static void signatures(void **state) {
    (void)state;
    SCRATCH(arena);
    struct inspect inspect;
    char zeros[64] = {[63] = 1};
    struct forge_signer signer = {.signature = {zeros, sizeof(zeros)}};
    struct span token;
    assert_ok(forge_token(&arena, SPAN("{\"alg\":\"ES256\"}"), SPAN(MAKE_CLAIMS), &signer, &token));
    assert_ok(inspect_token(&arena, token, MAKE_NOW, &inspect));
    assert_true(has(&inspect, INSPECT_SIGNATURE_ZERO));
    assert_ok(forge_token(&arena, SPAN("{\"alg\":\"ES256\"}"), SPAN(MAKE_CLAIMS),
                          &(struct forge_signer){0}, &token));
    assert_ok(inspect_token(&arena, token, MAKE_NOW, &inspect));
    assert_true(has(&inspect, INSPECT_SIGNATURE_EMPTY));
    assert_int_equal(inspect_token(&arena, SPAN("a.b.c"), MAKE_NOW, &inspect), ERR_SYNTAX);
    assert_int_equal(inspect_token(&arena, SPAN(""), MAKE_NOW, &inspect), ERR_SYNTAX);
}

static void durations(void **state) {
    (void)state;
    SCRATCH(arena);
    assert_span(inspect_duration(&arena, 0), SPAN("0 seconds"));
    assert_span(inspect_duration(&arena, 1), SPAN("1 second"));
    assert_span(inspect_duration(&arena, 61), SPAN("1 minute 1 second"));
    assert_span(inspect_duration(&arena, 2 * 86400 + 3 * 3600 + 59), SPAN("2 days 3 hours"));
    assert_span(inspect_duration(&arena, 366 * 86400), SPAN("1 year 1 day"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound),      cmocka_unit_test(headers),   cmocka_unit_test(claims),
        cmocka_unit_test(signatures), cmocka_unit_test(durations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
