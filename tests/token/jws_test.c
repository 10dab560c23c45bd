/* SPDX-License-Identifier: Apache-2.0 */
/* Taking JWS apart: the RFC's examples, and each way of not being one. */
#include "token/jws.h"

#include "token_assert.h"

/* RFC 7515, appendix A.1.1. */
#define A1_HEADER "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
#define A1_PAYLOAD                                                                                 \
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl" \
    "fQ"
#define A1_SIGNATURE "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

static void rfc7515_a1(void **state) {
    (void)state;
    SCRATCH(arena);
    struct jws jws;
    struct span text = SPAN(A1_HEADER "." A1_PAYLOAD "." A1_SIGNATURE);
    assert_ok(jws_parse(&arena, text, &jws));
    assert_int_equal(jws.fault, TOKEN_ACCEPTED);
    assert_span(jws.header, SPAN("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}"));
    assert_span(jws.signing_input, SPAN(A1_HEADER "." A1_PAYLOAD));
    assert_span(jws.header64, SPAN(A1_HEADER));
    assert_span(jws.payload64, SPAN(A1_PAYLOAD));
    assert_span(jws.signature64, SPAN(A1_SIGNATURE));
    assert_int_equal(jws.signature.len, 32);
    assert_int_equal(jws.alg, ALG_HS256);
    int64_t exp;
    assert_true(node_i64(node_get(jws.payload_node, SPAN("exp")), &exp));
    assert_int_equal(exp, 1300819380);
}

static void malformed(void **state) {
    (void)state;
    static const struct {
        struct span text;
        enum token_reason fault;
    } cases[] = {
        {SPAN_INIT(""), TOKEN_SEGMENTS},
        {SPAN_INIT("a"), TOKEN_SEGMENTS},
        {SPAN_INIT(A1_HEADER "." A1_PAYLOAD), TOKEN_SEGMENTS},
        {SPAN_INIT(A1_HEADER "." A1_PAYLOAD "." A1_SIGNATURE "."), TOKEN_SEGMENTS},
        {SPAN_INIT("......................................."), TOKEN_SEGMENTS},
        {SPAN_INIT("a.b.c.d.e"), TOKEN_ENCRYPTED},
        {SPAN_INIT("{\"payload\":\"\"}"), TOKEN_JSON_FORM},
        {SPAN_INIT(" " A1_HEADER "." A1_PAYLOAD "." A1_SIGNATURE), TOKEN_BASE64_HEADER},
        {SPAN_INIT(A1_HEADER "." A1_PAYLOAD "." A1_SIGNATURE "\n"), TOKEN_BASE64_SIGNATURE},
        {SPAN_INIT(A1_HEADER "=." A1_PAYLOAD "." A1_SIGNATURE), TOKEN_BASE64_HEADER},
        {SPAN_INIT(A1_HEADER "." A1_PAYLOAD "==." A1_SIGNATURE), TOKEN_BASE64_PAYLOAD},
        {SPAN_INIT(A1_HEADER ".Zh." A1_SIGNATURE), TOKEN_BASE64_PAYLOAD},
        {SPAN_INIT(A1_HEADER "." A1_PAYLOAD ".a+b/"), TOKEN_BASE64_SIGNATURE},
        {SPAN_INIT("." A1_PAYLOAD "." A1_SIGNATURE), TOKEN_HEADER_JSON},
        {SPAN_INIT("W10." A1_PAYLOAD "." A1_SIGNATURE), TOKEN_HEADER_JSON},
        {SPAN_INIT("e30gIHg." A1_PAYLOAD "." A1_SIGNATURE), TOKEN_HEADER_JSON}, /* {}  x */
        /* {"alg":"HS256","alg":"none"} */
        {SPAN_INIT("eyJhbGciOiJIUzI1NiIsImFsZyI6Im5vbmUifQ." A1_PAYLOAD "." A1_SIGNATURE),
         TOKEN_HEADER_DUPLICATE},
    };
    SCRATCH(arena);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct jws jws;
        assert_int_equal(jws_split(&arena, cases[i].text, &jws), ERR_SYNTAX);
        assert_string_equal(reason_name(jws.fault), reason_name(cases[i].fault));
    }
}

static void sizes(void **state) {
    (void)state;
    SCRATCH(arena);
    static char large[LIMIT_TOKEN_BYTES + 1];
    memset(large, 'A', sizeof(large));
    large[4] = large[sizeof(large) - 5] = '.';
    struct jws jws;
    assert_int_equal(jws_split(&arena, (struct span){large, sizeof(large)}, &jws), ERR_SYNTAX);
    assert_int_equal(jws.fault, TOKEN_TOO_LONG);
    assert_int_equal(arena.used, 0); /* nothing was decoded */
    memset(large, 'A', sizeof(large));
    large[JWS_HEADER_BYTES + 1] = large[JWS_HEADER_BYTES + 3] = '.';
    assert_int_equal(jws_split(&arena, (struct span){large, JWS_HEADER_BYTES + 8}, &jws),
                     ERR_SYNTAX);
    assert_int_equal(jws.fault, TOKEN_TOO_LONG);
    assert_int_equal(arena.used, 0);
}

static void payloads(void **state) {
    (void)state;
    SCRATCH(arena);
    struct jws jws;
    assert_ok(jws_parse(&arena, SPAN("eyJhbGciOiJIUzI1NiJ9.Zm9v."), &jws)); /* foo */
    assert_null(jws.payload_node);
    assert_span(jws.payload, SPAN("foo"));
    /* {"a":1,"a":2} */
    assert_int_equal(jws_parse(&arena, SPAN("eyJhbGciOiJIUzI1NiJ9.eyJhIjoxLCJhIjoyfQ."), &jws),
                     ERR_SYNTAX);
    assert_int_equal(jws.fault, TOKEN_PAYLOAD_DUPLICATE);
    assert_non_null(jws.payload_node);
}

static void looks(void **state) {
    (void)state;
    assert_true(jws_looks_like(SPAN(A1_HEADER "." A1_PAYLOAD "." A1_SIGNATURE)));
    assert_true(jws_looks_like(SPAN("eyJhbGciOiJub25lIn0.e30.")));
    assert_false(jws_looks_like(SPAN("www.example.com")));
    assert_false(jws_looks_like(SPAN("a.b")));
    assert_false(jws_looks_like(SPAN("e30.e30.")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc7515_a1), cmocka_unit_test(malformed), cmocka_unit_test(sizes),
        cmocka_unit_test(payloads),   cmocka_unit_test(looks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
