/* SPDX-License-Identifier: Apache-2.0 */
/* Taking JWS apart: the RFC's examples, and each way of not being one. */
#include "token/jws.h"

#include "token_make.h"

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

/* Headers one after the other with one memory of the last: each is what it would be by itself. */
static void headers_in_turn(void **state) {
    (void)state;
    static const struct {
        struct span text;
        enum token_reason fault;
        enum alg alg;
    } turns[] = {
        {SPAN_INIT("eyJhbGciOiJIUzI1NiJ9.e30.AAAA"), TOKEN_ACCEPTED, ALG_HS256},
        {SPAN_INIT("eyJhbGciOiJIUzI1NiJ9.e30.AAAB"), TOKEN_ACCEPTED, ALG_HS256},
        {SPAN_INIT("eyJhbGciOiJIUzUxMiJ9.e30.AAAA"), TOKEN_ACCEPTED, ALG_HS512},
        {SPAN_INIT("eyJhbGciOiJIUzUxMiJ9.e30.A"), TOKEN_BASE64_SIGNATURE, ALG_HS512},
        {SPAN_INIT("eyJhbGciOiJIUzUxMiJ8.e30.AAAA"), TOKEN_HEADER_JSON, ALG_UNKNOWN},
        {SPAN_INIT("eyJhbGciOiJIUzUxMiJ8.e30.AAAA"), TOKEN_HEADER_JSON, ALG_UNKNOWN},
        /* {"alg":"HS256","alg":"none"} */
        {SPAN_INIT("eyJhbGciOiJIUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AAAA"), TOKEN_HEADER_DUPLICATE,
         ALG_UNKNOWN},
        {SPAN_INIT("eyJhbGciOiJIUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AAAA"), TOKEN_HEADER_DUPLICATE,
         ALG_UNKNOWN},
        {SPAN_INIT("eyJhbGciOiJIUzI1NiJ9.e30.AAAA"), TOKEN_ACCEPTED, ALG_HS256},
    };
    struct jws_head head = {0};
    for (size_t i = 0; i < COUNT(turns); i++) {
        SCRATCH(arena);
        struct jws jws;
        enum err err = jws_split_after(&arena, &head, turns[i].text, &jws);
        assert_int_equal(err, turns[i].fault == TOKEN_ACCEPTED ? OK : ERR_SYNTAX);
        assert_reason(jws.fault, turns[i].fault);
        assert_int_equal(jws.alg, turns[i].alg);
        if (err == OK) {
            assert_span(node_text(node_get(jws.header_node, SPAN("alg"))), jws.alg_name);
        }
    }
    jws_head_free(&head);
}

static void looks(void **state) {
    (void)state;
    assert_true(jws_looks_like(SPAN(A1_HEADER "." A1_PAYLOAD "." A1_SIGNATURE)));
    assert_true(jws_looks_like(SPAN("eyJhbGciOiJub25lIn0.e30.")));
    assert_false(jws_looks_like(SPAN("www.example.com")));
    assert_false(jws_looks_like(SPAN("a.b")));
    assert_false(jws_looks_like(SPAN("e30.e30.")));
}

/* What a strict reader refuses is read all the same, and told. */
static void read_as_written(void **state) {
    (void)state;
    static const struct {
        struct span text;
        enum token_reason fault;
        enum base64_form form;
        enum alg_style style;
    } cases[] = {
        {SPAN_INIT(A1_HEADER "." A1_PAYLOAD "." A1_SIGNATURE), TOKEN_ACCEPTED, BASE64_URL, 0},
        {SPAN_INIT(A1_HEADER "." A1_PAYLOAD "==." A1_SIGNATURE "="), TOKEN_BASE64_PAYLOAD,
         BASE64_URL_PADDED, 0},
        {SPAN_INIT("eyJhbGciOiJIUzI1NiJ9.e30.+/8="), TOKEN_BASE64_SIGNATURE, BASE64_PADDED, 0},
        {SPAN_INIT("eyJhbGciOiJIUzI1NiJ9.e30.+/+/"), TOKEN_BASE64_SIGNATURE, BASE64_BARE, 0},
        {SPAN_INIT("eyJhbGciOiJoczI1NiJ9.e30.AAAA"), TOKEN_ACCEPTED, BASE64_URL, ALG_STYLE_SMALL},
        /* {"alg":"HmacSHA256"} */
        {SPAN_INIT("eyJhbGciOiJIbWFjU0hBMjU2In0.e30.AAAA"), TOKEN_ACCEPTED, BASE64_URL,
         ALG_STYLE_JAVA},
    };
    SCRATCH(arena);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct jws jws;
        assert_ok(jws_read(&arena, cases[i].text, &jws));
        assert_reason(jws.fault, cases[i].fault);
        assert_int_equal(jws.form, cases[i].form);
        assert_int_equal(jws.style, cases[i].style);
        assert_int_equal(jws.alg, ALG_HS256);
        assert_non_null(jws.payload_node);
        assert_true(jws_looks_like(cases[i].text));
    }
}

static void parts_that_cannot_be_read(void **state) {
    (void)state;
    SCRATCH(arena);
    struct jws jws;
    assert_ok(jws_read(&arena, SPAN("eyJhbGciOiJIUzI1NiJ9..AAAA"), &jws));
    assert_true(jws_is_detached(&jws));
    assert_ok(jws_read(&arena, SPAN("eyJhbGciOiJIUzI1NiJ9.e30.A"), &jws));
    assert_false(jws_is_detached(&jws));
    assert_null(jws.signature.ptr);
    assert_non_null(jws.payload_node);
    assert_int_equal(jws_read(&arena, SPAN("e.e30.AAAA"), &jws), ERR_SYNTAX);
    assert_int_equal(jws_read(&arena, SPAN("eyJhbGciOiJIUzI1NiJ9.e30"), &jws), ERR_SYNTAX);
    assert_reason(jws.fault, TOKEN_SEGMENTS);
}

/* A name goes back and forth in the style that it was written in. */
static void spellings(void **state) {
    (void)state;
    SCRATCH(arena);
    for (int alg = ALG_UNKNOWN + 1; alg < ALG_COUNT; alg++) {
        for (int style = ALG_STYLE_JOSE; style <= ALG_STYLE_JAVA; style++) {
            struct span name = alg_spell(&arena, (enum alg)alg, (enum alg_style)style);
            assert_int_equal(alg_from_spelling(name, NULL), alg);
        }
    }
    enum alg_style style;
    assert_int_equal(alg_from_spelling(SPAN("rs256"), &style), ALG_RS256);
    assert_span(alg_spell(&arena, ALG_HS256, style), SPAN("hs256"));
    assert_int_equal(alg_from_spelling(SPAN("SHA256withRSA"), &style), ALG_RS256);
    assert_span(alg_spell(&arena, ALG_HS512, style), SPAN("HmacSHA512"));
    assert_int_equal(alg_from_spelling(SPAN("none"), &style), ALG_UNKNOWN);
    assert_int_equal(alg_from_spelling(SPAN(""), &style), ALG_UNKNOWN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc7515_a1),      cmocka_unit_test(malformed),
        cmocka_unit_test(sizes),           cmocka_unit_test(payloads),
        cmocka_unit_test(headers_in_turn), cmocka_unit_test(looks),
        cmocka_unit_test(read_as_written), cmocka_unit_test(parts_that_cannot_be_read),
        cmocka_unit_test(spellings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
