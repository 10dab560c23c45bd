/* SPDX-License-Identifier: Apache-2.0 */
/* WWW-Authenticate as servers send it: several challenges in one field, and nonsense. */
#include "text/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define EQUAL(got, text) assert_true(span_equal((got), span_from(text)))

static void test_one(void **state) {
    (void)state;
    struct span rest = SPAN("Bearer realm=\"api\", error = \"invalid_token\"");
    struct field_challenge challenge;
    assert_true(field_challenge_next(&rest, &challenge));
    EQUAL(challenge.scheme, "Bearer");
    EQUAL(field_challenge_get(&challenge, SPAN("Realm")), "api");
    EQUAL(field_challenge_get(&challenge, SPAN("error")), "invalid_token");
    assert_null(field_challenge_get(&challenge, SPAN("scope")).ptr);
    assert_false(field_challenge_next(&rest, &challenge));
}

/* The example of RFC 9110 §11.6.1. */
static void test_two(void **state) {
    (void)state;
    struct span rest = SPAN("Basic realm=\"simple\", Newauth realm=\"apps\", type=1, "
                            "title=\"Login to \\\"apps\\\", now\"");
    struct field_challenge challenge;
    assert_true(field_challenge_next(&rest, &challenge));
    EQUAL(challenge.scheme, "Basic");
    EQUAL(challenge.params, "realm=\"simple\"");
    assert_true(field_challenge_next(&rest, &challenge));
    EQUAL(challenge.scheme, "Newauth");
    EQUAL(field_challenge_get(&challenge, SPAN("type")), "1");
    EQUAL(field_challenge_get(&challenge, SPAN("title")), "Login to \\\"apps\\\", now");
    assert_false(field_challenge_next(&rest, &challenge));
}

static void test_bare_and_token68(void **state) {
    (void)state;
    struct span rest = SPAN(",Negotiate, NTLM TlRMTVNT+/A== , Token,Session , Basic realm=x,");
    struct field_challenge challenge;
    const char *const schemes[] = {"Negotiate", "NTLM", "Token", "Session", "Basic"};
    for (size_t i = 0; i < 5; i++) {
        assert_true(field_challenge_next(&rest, &challenge));
        EQUAL(challenge.scheme, schemes[i]);
        EQUAL(challenge.token68, i == 1 ? "TlRMTVNT+/A==" : "");
    }
    EQUAL(field_challenge_get(&challenge, SPAN("realm")), "x");
    assert_false(field_challenge_next(&rest, &challenge));
}

static void test_empty_members_between_params(void **state) {
    (void)state;
    struct span rest = SPAN("Digest realm=\"a\",,nonce=b, ,qop=auth , Basic");
    struct field_challenge challenge;
    assert_true(field_challenge_next(&rest, &challenge));
    EQUAL(field_challenge_get(&challenge, SPAN("qop")), "auth");
    assert_true(field_challenge_next(&rest, &challenge));
    EQUAL(challenge.scheme, "Basic");
    assert_false(field_challenge_next(&rest, &challenge));
}

static void test_nonsense(void **state) {
    (void)state;
    static const char *const texts[] = {"",   " , ,",           "\"Basic\"",
                                        "=x", "Ba(sic realm=x", "Basic\x01"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct span rest = span_from(texts[i]);
        struct field_challenge challenge;
        assert_false(field_challenge_next(&rest, &challenge));
    }
    struct span rest = SPAN("Odd \xff\xfe junk, Basic realm=\"open");
    struct field_challenge challenge;
    assert_true(field_challenge_next(&rest, &challenge));
    EQUAL(challenge.scheme, "Odd");
    assert_true(field_challenge_next(&rest, &challenge));
    EQUAL(challenge.scheme, "Basic");
    EQUAL(field_challenge_get(&challenge, SPAN("realm")), "open");
    struct span nul = {"Basic\0x", 7};
    assert_false(field_challenge_next(&nul, &challenge));
}

static void test_has(void **state) {
    (void)state;
    assert_true(field_challenge_has(SPAN("Negotiate, BEARER realm=\"Basic\""), SPAN("bearer")));
    assert_false(field_challenge_has(SPAN("Negotiate, Bearer realm=\"Basic\""), SPAN("Basic")));
    assert_false(field_challenge_has(SPAN("Digest x=\"a, Basic b\""), SPAN("Basic")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one),
        cmocka_unit_test(test_two),
        cmocka_unit_test(test_bare_and_token68),
        cmocka_unit_test(test_empty_members_between_params),
        cmocka_unit_test(test_nonsense),
        cmocka_unit_test(test_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
