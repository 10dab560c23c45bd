/* SPDX-License-Identifier: Apache-2.0 */
/* Forging: byte for byte, every algorithm, and edits that leave the rest alone. */
#include "token/forge.h"
#include "token/jwk.h"

#include "token/jws.h"
#include "token_assert.h"

static void bytes_stay(void **state) {
    (void)state;
    SCRATCH(arena);
    struct span header = SPAN("{ \"alg\" :\"nOnE\"\t,\"alg\":1}"), payload = SPAN("not \xff json");
    struct span token;
    assert_ok(forge_token(&arena, header, payload, &(struct forge_signer){0}, &token));
    assert_true(span_ends(token, SPAN(".")));
    struct jws jws;
    assert_int_equal(jws_split(&arena, token, &jws), ERR_SYNTAX); /* alg twice */
    assert_span(jws.header, header);
    struct forge_signer copied = {.signature = SPAN_INIT("\x01\x02\x03")};
    assert_ok(forge_segments(&arena, SPAN("!!"), SPAN("??"), &copied, &token));
    assert_span(token, SPAN("!!.??.AQID"));
}

/* RFC 7515, appendix A.1: the MAC over the RFC's own bytes. */
static void rfc7515_a1(void **state) {
    (void)state;
    SCRATCH(arena);
    static const unsigned char secret[64] = {
        0x03, 0x23, 0x35, 0x4b, 0x2b, 0x0f, 0xa5, 0xbc, 0x83, 0x7e, 0x06, 0x65, 0x77,
        0x7b, 0xa6, 0x8f, 0x5a, 0xb3, 0x28, 0xe6, 0xf0, 0x54, 0xc9, 0x28, 0xa9, 0x0f,
        0x84, 0xb2, 0xd2, 0x50, 0x2e, 0xbf, 0xd3, 0xfb, 0x5a, 0x92, 0xd2, 0x06, 0x47,
        0xef, 0x96, 0x8a, 0xb4, 0xc3, 0x77, 0x62, 0x3d, 0x22, 0x3d, 0x2e, 0x21, 0x72,
        0x05, 0x2e, 0x4f, 0x08, 0xc0, 0xcd, 0x9a, 0xf5, 0x67, 0xd0, 0x80, 0xa3};
    struct forge_signer signer = {ALG_HS256, {(const char *)secret, sizeof(secret)}, NULL, {0}, 0};
    struct span token;
    assert_ok(forge_token(&arena, SPAN("{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}"),
                          SPAN("{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n "
                               "\"http://example.com/is_root\":true}"),
                          &signer, &token));
    assert_true(span_ends(token, SPAN(".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));
}

static void every_algorithm(void **state) {
    (void)state;
    for (int alg = ALG_UNKNOWN + 1; alg < ALG_COUNT; alg++) {
        SCRATCH(arena);
        const struct alg_info *info = alg_info((enum alg)alg);
        struct forge_signer signer = {.alg = (enum alg)alg, .secret = SPAN("")};
        PKEY_SCOPE *pkey = NULL;
        if (info->family != FAMILY_HMAC) {
            assert_ok(pkey_generate((enum alg)alg, &pkey));
            assert_true(pkey_is_private(pkey));
            signer.pkey = pkey;
        }
        struct span token;
        assert_ok(
            forge_token(&arena, forge_header(&arena, info->name), SPAN("{}"), &signer, &token));
        struct jws jws;
        assert_ok(jws_parse(&arena, token, &jws));
        assert_int_equal(jws.alg, alg);
        const struct alg_curve *curve = pkey ? pkey_curve(pkey) : NULL;
        size_t wanted = curve ? curve->signature_size : pkey ? 256 : info->digest_size;
        assert_int_equal(jws.signature.len, wanted);
    }
}

static void wrong_key(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    assert_ok(pkey_generate(ALG_ES256, &pkey));
    struct forge_signer signer = {.alg = ALG_RS256, .pkey = pkey};
    struct span token;
    assert_int_equal(forge_token(&arena, SPAN("{}"), SPAN("{}"), &signer, &token), ERR_INVALID);
    signer.pkey = NULL;
    assert_int_equal(forge_token(&arena, SPAN("{}"), SPAN("{}"), &signer, &token), ERR_INVALID);
}

static void exports(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *rsa = NULL, *ec = NULL;
    assert_ok(pkey_generate(ALG_PS256, &rsa));
    assert_ok(pkey_generate(ALG_ES512, &ec));
    for (int form = 0; form < PKEY_FORM_COUNT; form++) {
        struct span text = {NULL, 0};
        assert_ok(pkey_public(&arena, rsa, (enum pkey_form)form, &text));
        assert_true(text.len > 256);
    }
    struct span text;
    assert_ok(pkey_public(&arena, rsa, PKEY_SPKI_PEM, &text));
    assert_true(span_starts(text, SPAN("-----BEGIN PUBLIC KEY-----\n")));
    assert_true(span_ends(text, SPAN("-----END PUBLIC KEY-----\n")));
    assert_ok(pkey_public(&arena, rsa, PKEY_PKCS1_PEM_BARE, &text));
    assert_true(span_starts(text, SPAN("-----BEGIN RSA PUBLIC KEY-----\n")));
    assert_true(span_ends(text, SPAN("-----END RSA PUBLIC KEY-----")));
    assert_ok(pkey_public(&arena, ec, PKEY_JWK, &text));
    assert_true(span_starts(text, SPAN("{\"crv\":\"P-521\",\"kty\":\"EC\",\"x\":\"")));
    assert_int_equal(text.len,
                     sizeof("{\"crv\":\"P-521\",\"kty\":\"EC\",\"x\":\"\",\"y\":\"\"}") - 1 + 176);
    assert_ok(pkey_public(&arena, ec, PKEY_SSH, &text));
    assert_true(span_starts(
        text, SPAN("ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFB")));
    assert_ok(pkey_public(&arena, rsa, PKEY_SSH, &text));
    assert_true(span_starts(text, SPAN("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ")));
    JWK_SCOPE ed = {0}; /* RFC 8037, appendix A.2 */
    enum key_fault fault;
    assert_ok(jwk_read_text(&arena,
                            SPAN("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
                                 "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"),
                            &ed, &fault));
    assert_ok(pkey_public(&arena, ed.pkey, PKEY_SSH, &text));
    assert_span(text, SPAN("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+"
                           "08lkBzoO4XLz2qYjJa8CGmj3B1Ea"));
    assert_int_equal(pkey_public(&arena, ec, PKEY_PKCS1_PEM, &text), ERR_UNSUPPORTED);
    assert_ok(pkey_private_pem(&arena, ec, &text));
    assert_true(span_starts(text, SPAN("-----BEGIN PRIVATE KEY-----\n")));
    assert_ok(pkey_jwk(&arena, ec, SPAN("k\"1"), SPAN("ES512"), &text));
    assert_true(span_starts(text, SPAN("{\"kid\":\"k\\\"1\",\"alg\":\"ES512\",\"use\":\"sig\",")));
}

static void edits(void **state) {
    (void)state;
    SCRATCH(arena);
    static const struct edit change[] = {{SPAN_INIT("b"), SPAN_INIT("9")},
                                         {SPAN_INIT("new\""), SPAN_INIT("[]")}};
    static const struct edit gone[] = {{SPAN_INIT("b"), {NULL, 0}}};
    static const struct {
        struct span from, changed, removed;
    } cases[] = {
        {SPAN_INIT("{}"), SPAN_INIT("{\"b\":9,\"new\\\"\":[]}"), SPAN_INIT("{}")},
        {SPAN_INIT(" {  } "), SPAN_INIT(" {\"b\":9,\"new\\\"\":[]  } "), SPAN_INIT(" {  } ")},
        {SPAN_INIT("{\"b\":1}"), SPAN_INIT("{\"b\":9,\"new\\\"\":[]}"), SPAN_INIT("{}")},
        {SPAN_INIT("{\"a\":1.0e2,\"b\":{\"b\":\"}\"},\"c\":\"\\u0041\"}"),
         SPAN_INIT("{\"a\":1.0e2,\"b\":9,\"c\":\"\\u0041\",\"new\\\"\":[]}"),
         SPAN_INIT("{\"a\":1.0e2,\"c\":\"\\u0041\"}")},
        {SPAN_INIT(" { \"\\u0062\" : [1,2] , \"c\":\"b\" } "),
         SPAN_INIT(" { \"\\u0062\" : 9 , \"c\":\"b\" ,\"new\\\"\":[]} "),
         SPAN_INIT(" { \"c\":\"b\" } ")},
        {SPAN_INIT("{\"c\":\"\\\\\",\"b\":\"x,y\"}"),
         SPAN_INIT("{\"c\":\"\\\\\",\"b\":9,\"new\\\"\":[]}"), SPAN_INIT("{\"c\":\"\\\\\"}")},
    };
    struct span out;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_ok(edit_object(&arena, cases[i].from, change, COUNT(change), &out));
        assert_span(out, cases[i].changed);
        assert_ok(edit_object(&arena, cases[i].from, gone, COUNT(gone), &out));
        assert_span(out, cases[i].removed);
        assert_ok(edit_object(&arena, cases[i].from, NULL, 0, &out));
        assert_span(out, cases[i].from);
    }
    assert_int_equal(edit_object(&arena, SPAN("[1]"), change, 1, &out), ERR_SYNTAX);
    assert_int_equal(edit_object(&arena, SPAN("{"), change, 1, &out), ERR_SYNTAX);
    assert_span(forge_string(&arena, SPAN("a\"b")), SPAN("\"a\\\"b\""));
    assert_span(forge_number(&arena, -5), SPAN("-5"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_stay),      cmocka_unit_test(rfc7515_a1),
        cmocka_unit_test(every_algorithm), cmocka_unit_test(wrong_key),
        cmocka_unit_test(exports),         cmocka_unit_test(edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
