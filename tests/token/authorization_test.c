/* SPDX-License-Identifier: Apache-2.0 */
/* The Authorization field: what each scheme may carry, and every way of carrying more. */
#include "token/authorization.h"

#include "token_assert.h"

static enum authorization_fault read_one(struct arena *arena, struct span value,
                                         struct authorization *out) {
    enum authorization_fault fault;
    assert_ok(authorization_read(arena, value, out, &fault));
    return fault;
}

static void tokens(void **state) {
    (void)state;
    SCRATCH(arena);
    static const struct {
        struct span value, scheme, token;
        enum authorization_fault fault;
    } cases[] = {
        {SPAN_INIT("Bearer a.b-c_d~e+f/g=="), SPAN_INIT("Bearer"), SPAN_INIT("a.b-c_d~e+f/g=="),
         AUTHORIZATION_SOUND},
        {SPAN_INIT("bEARER  x"), SPAN_INIT("Bearer"), SPAN_INIT("x"), AUTHORIZATION_SOUND},
        {SPAN_INIT("Token 9944b09199c6"), SPAN_INIT("Token"), SPAN_INIT("9944b09199c6"),
         AUTHORIZATION_SOUND},
        {SPAN_INIT("Token x"), SPAN_INIT("Bearer"), SPAN_INIT(""), AUTHORIZATION_OTHER_SCHEME},
        {SPAN_INIT("Bearer"), SPAN_INIT("Bearer"), SPAN_INIT(""), AUTHORIZATION_MISSING},
        {SPAN_INIT("Bearer "), SPAN_INIT("Bearer"), SPAN_INIT(""), AUTHORIZATION_MISSING},
        {SPAN_INIT("Bearer realm=\"x\""), SPAN_INIT("Bearer"), SPAN_INIT(""),
         AUTHORIZATION_CHARACTERS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct authorization auth;
        struct span token;
        assert_int_equal(read_one(&arena, cases[i].value, &auth), AUTHORIZATION_SOUND);
        assert_int_equal(authorization_token(&auth, cases[i].scheme, &token), cases[i].fault);
        assert_span(token, cases[i].token);
    }
}

static void malformed(void **state) {
    (void)state;
    SCRATCH(arena);
    static const struct {
        struct span value;
        enum authorization_fault fault;
    } cases[] = {
        {SPAN_INIT(""), AUTHORIZATION_SCHEME},
        {SPAN_INIT(" Bearer x"), AUTHORIZATION_SCHEME},
        {SPAN_INIT("Bea/rer x"), AUTHORIZATION_SCHEME},
        {SPAN_INIT("Bearer good junk"), AUTHORIZATION_SPACES},
        {SPAN_INIT("Bearer x "), AUTHORIZATION_SPACES},
        {SPAN_INIT("Bearer\tx"), AUTHORIZATION_SPACES},
        {SPAN_INIT("Bearer x\r\nX: y"), AUTHORIZATION_SPACES},
        {SPAN_INIT("Bearer x,y"), AUTHORIZATION_CHARACTERS},
        {SPAN_INIT("Bearer \"x\""), AUTHORIZATION_CHARACTERS},
        {SPAN_INIT("Bearer x\xc3\xa9"), AUTHORIZATION_CHARACTERS},
        {SPAN_INIT("Digest a=1, a=2"), AUTHORIZATION_PARAMETER},
        {SPAN_INIT("Digest a=1, A=2"), AUTHORIZATION_PARAMETER},
        {SPAN_INIT("Digest a=1 b=2"), AUTHORIZATION_PARAMETER},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct authorization auth;
        enum authorization_fault fault = read_one(&arena, cases[i].value, &auth);
        assert_string_equal(authorization_words(fault), authorization_words(cases[i].fault));
    }
    char large[AUTHORIZATION_BYTES + 1];
    memset(large, 'x', sizeof(large));
    struct authorization auth;
    assert_int_equal(read_one(&arena, (struct span){large, sizeof(large)}, &auth),
                     AUTHORIZATION_TOO_LONG);
}

static void params(void **state) {
    (void)state;
    SCRATCH(arena);
    struct authorization auth;
    struct span value = SPAN("Digest username=\"a\\\"b\", qop=auth ,nc=00000001");
    assert_int_equal(read_one(&arena, value, &auth), AUTHORIZATION_SOUND);
    assert_int_equal(auth.params.n, 3);
    assert_span(fields_get(&auth.params, SPAN("username")), SPAN("a\"b"));
    assert_span(fields_get(&auth.params, SPAN("QOP")), SPAN("auth"));
}

static void basic(void **state) {
    (void)state;
    SCRATCH(arena);
    static const struct {
        struct span value, user, password;
        enum authorization_fault fault;
    } cases[] = {
        /* RFC 7617, section 2 and 2.1. */
        {SPAN_INIT("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), SPAN_INIT("Aladdin"),
         SPAN_INIT("open sesame"), AUTHORIZATION_SOUND},
        {SPAN_INIT("Basic dGVzdDoxMjPCow=="), SPAN_INIT("test"), SPAN_INIT("123\xc2\xa3"),
         AUTHORIZATION_SOUND},
        {SPAN_INIT("Basic YTpiOmM="), SPAN_INIT("a"), SPAN_INIT("b:c"), AUTHORIZATION_SOUND},
        {SPAN_INIT("Basic Og=="), SPAN_INIT(""), SPAN_INIT(""), AUTHORIZATION_SOUND},
        {SPAN_INIT("Basic YQ=="), SPAN_INIT(""), SPAN_INIT(""), AUTHORIZATION_COLON},
        {SPAN_INIT("Basic YTpi="), SPAN_INIT(""), SPAN_INIT(""), AUTHORIZATION_ENCODING},
        {SPAN_INIT("Basic YTr/"), SPAN_INIT(""), SPAN_INIT(""), AUTHORIZATION_ENCODING},
        {SPAN_INIT("Basic YToKYg=="), SPAN_INIT(""), SPAN_INIT(""), AUTHORIZATION_ENCODING},
        {SPAN_INIT("Basic"), SPAN_INIT(""), SPAN_INIT(""), AUTHORIZATION_MISSING},
        {SPAN_INIT("Bearer YTpi"), SPAN_INIT(""), SPAN_INIT(""), AUTHORIZATION_OTHER_SCHEME},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct authorization auth;
        struct span user, password;
        enum authorization_fault fault;
        assert_int_equal(read_one(&arena, cases[i].value, &auth), AUTHORIZATION_SOUND);
        assert_ok(authorization_basic(&arena, &auth, &user, &password, &fault));
        assert_string_equal(authorization_words(fault), authorization_words(cases[i].fault));
        assert_span(user, cases[i].user);
        assert_span(password, cases[i].password);
    }
}

static void fields(void **state) {
    (void)state;
    SCRATCH(arena);
    struct fields request = {0};
    struct authorization auth;
    enum authorization_fault fault;
    assert_ok(authorization_of(&arena, &request, &auth, &fault));
    assert_int_equal(fault, AUTHORIZATION_MISSING);
    assert_true(fields_add(&arena, &request, SPAN("authorization"), SPAN("Bearer x")));
    assert_ok(authorization_of(&arena, &request, &auth, &fault));
    assert_int_equal(fault, AUTHORIZATION_SOUND);
    assert_true(fields_add(&arena, &request, SPAN("Authorization"), SPAN("Bearer y")));
    assert_ok(authorization_of(&arena, &request, &auth, &fault));
    assert_int_equal(fault, AUTHORIZATION_REPEATED);
    assert_null(auth.token68.ptr);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens), cmocka_unit_test(malformed), cmocka_unit_test(params),
        cmocka_unit_test(basic),  cmocka_unit_test(fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
