/* SPDX-License-Identifier: Apache-2.0 */
/* Claims at the edges of time, and policies that say otherwise in words. */
#include "token_make.h"

#include "text/json.h"

static enum token_reason judge(const struct claims_policy *policy, struct span claims) {
    SCRATCH(arena);
    const struct node *root = NULL;
    enum token_reason reason;
    assert_ok(json_parse(&arena, claims, &(struct json_options){0}, &root, NULL));
    assert_ok(claims_check(policy, MAKE_NOW, root, &reason));
    return reason;
}

#define WITH(text) SPAN("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000060," text "}")

static const struct span me = SPAN_INIT("me"), us = SPAN_INIT("us");

static void times(void **state) {
    (void)state;
    struct claims_policy policy = {
        .issuers = &me, .n_issuers = 1, .audiences = &us, .n_audiences = 1};
    const struct {
        struct span claims;
        enum token_reason strict, lenient; /* with a leeway of 10 seconds */
    } cases[] = {
        {SPAN_INIT("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000001}"), TOKEN_ACCEPTED,
         TOKEN_ACCEPTED},
        {SPAN_INIT("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000000}"), TOKEN_EXPIRED,
         TOKEN_ACCEPTED},
        {SPAN_INIT("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1700000000.9}"), TOKEN_EXPIRED,
         TOKEN_ACCEPTED},
        {SPAN_INIT("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1699999991}"), TOKEN_EXPIRED,
         TOKEN_ACCEPTED},
        {SPAN_INIT("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1699999990}"), TOKEN_EXPIRED,
         TOKEN_EXPIRED},
        {SPAN_INIT("{\"iss\":\"me\",\"aud\":\"us\",\"exp\":1.70000006e9}"), TOKEN_ACCEPTED,
         TOKEN_ACCEPTED},
        {WITH("\"nbf\":1700000000"), TOKEN_ACCEPTED, TOKEN_ACCEPTED},
        {WITH("\"nbf\":1700000000.1"), TOKEN_NOT_YET, TOKEN_ACCEPTED},
        {WITH("\"nbf\":1700000010"), TOKEN_NOT_YET, TOKEN_ACCEPTED},
        {WITH("\"nbf\":1700000011"), TOKEN_NOT_YET, TOKEN_NOT_YET},
        {WITH("\"nbf\":\"0\""), TOKEN_NBF_TYPE, TOKEN_NBF_TYPE},
        {WITH("\"iat\":1700000001"), TOKEN_IAT_FUTURE, TOKEN_ACCEPTED},
        {WITH("\"iat\":1700000011"), TOKEN_IAT_FUTURE, TOKEN_IAT_FUTURE},
        {WITH("\"iat\":{}"), TOKEN_IAT_TYPE, TOKEN_IAT_TYPE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        policy.leeway = 0;
        assert_reason(judge(&policy, cases[i].claims), cases[i].strict);
        policy.leeway = 10;
        assert_reason(judge(&policy, cases[i].claims), cases[i].lenient);
    }
}

static void ages(void **state) {
    (void)state;
    struct claims_policy policy = {
        .any_issuer = true, .any_audience = true, .max_age = 100, .need_subject = true};
    assert_reason(judge(&policy, WITH("\"sub\":\"a\"")), TOKEN_IAT_MISSING);
    assert_reason(judge(&policy, WITH("\"sub\":\"a\",\"iat\":1699999900")), TOKEN_ACCEPTED);
    assert_reason(judge(&policy, WITH("\"sub\":\"a\",\"iat\":1699999899")), TOKEN_TOO_OLD);
    assert_reason(judge(&policy, WITH("\"iat\":1699999900")), TOKEN_SUB_MISSING);
}

static void policies(void **state) {
    (void)state;
    struct claims_policy nothing = {0}, any = {.any_issuer = true, .any_audience = true};
    struct claims_policy loose = {
        .without_issuer = true, .without_audience = true, .without_expiry = true};
    enum token_reason reason;
    assert_int_equal(claims_check(&nothing, MAKE_NOW, NULL, &reason), ERR_INVALID);
    assert_reason(reason, TOKEN_REFUSED);
    assert_reason(judge(&any, SPAN("{\"exp\":1700000060,\"aud\":\"x\"}")), TOKEN_ISS_MISSING);
    assert_reason(judge(&any, SPAN("{\"exp\":1700000060,\"iss\":\"x\"}")), TOKEN_AUD_MISSING);
    assert_reason(judge(&any, SPAN("{\"exp\":1700000060,\"iss\":\"x\",\"aud\":\"y\"}")),
                  TOKEN_ACCEPTED);
    assert_reason(judge(&loose, SPAN("{}")), TOKEN_ACCEPTED);
    assert_reason(judge(&loose, SPAN("{\"exp\":1}")), TOKEN_EXPIRED);
    assert_reason(judge(&loose, SPAN("{\"iss\":[]}")), TOKEN_ISS_TYPE);
    assert_reason(judge(&loose, SPAN("[]")), TOKEN_PAYLOAD_JSON);
    any.leeway = CLAIMS_LEEWAY_MOST + 1;
    assert_int_equal(claims_policy_check(&any), ERR_INVALID);
    loose.issuers = &me; /* what is named counts */
    loose.n_issuers = 1;
    assert_reason(judge(&loose, SPAN("{\"iss\":\"you\"}")), TOKEN_ISS_WRONG);
    assert_reason(judge(&loose, SPAN("{}")), TOKEN_ACCEPTED);
}

static enum token_reason judge_typ(struct span wanted, struct span header) {
    SCRATCH(arena);
    struct claims_policy policy = {.typ = wanted};
    const struct node *root = NULL;
    enum token_reason reason;
    assert_ok(json_parse(&arena, header, &(struct json_options){0}, &root, NULL));
    claims_check_typ(&policy, root, &reason);
    return reason;
}

static void types(void **state) {
    (void)state;
    assert_reason(judge_typ(SPAN(""), SPAN("{}")), TOKEN_ACCEPTED);
    assert_reason(judge_typ(SPAN(""), SPAN("{\"typ\":\"jwt\"}")), TOKEN_ACCEPTED);
    assert_reason(judge_typ(SPAN(""), SPAN("{\"typ\":\"application/JWT\"}")), TOKEN_ACCEPTED);
    assert_reason(judge_typ(SPAN(""), SPAN("{\"typ\":\"at+jwt\"}")), TOKEN_TYP);
    assert_reason(judge_typ(SPAN(""), SPAN("{\"typ\":1}")), TOKEN_TYP);
    assert_reason(judge_typ(SPAN("at+jwt"), SPAN("{\"typ\":\"application/at+jwt\"}")),
                  TOKEN_ACCEPTED);
    assert_reason(judge_typ(SPAN("at+jwt"), SPAN("{}")), TOKEN_TYP);
    assert_reason(judge_typ(SPAN("at+jwt"), SPAN("{\"typ\":\"JWT\"}")), TOKEN_TYP);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times),
        cmocka_unit_test(ages),
        cmocka_unit_test(policies),
        cmocka_unit_test(types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
