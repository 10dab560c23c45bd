/* SPDX-License-Identifier: Apache-2.0 */
/* The examples of RFC 7515, 7517, 7518, 7519, 7638 and 8037, as they are printed there. */
#include "token_make.h"

#include "text/base64.h"

#define JOE                                                                                \
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290" \
    "Ijp0cnVlfQ"

/* RFC 7515, A.1.1, which is RFC 7519, 3.1, too. */
#define A1_KEY                                                                                 \
    "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0" \
    "iPS4hcgUuTwjAzZr1Z9CAow\"}"
#define A1_TOKEN \
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." JOE ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

/* RFC 7515, A.2.1. */
#define A2_KEY                                                                                   \
    "{\"kty\":\"RSA\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-" \
    "Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzj"   \
    "b_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZ"   \
    "lxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb"   \
    "54h4FRWyuXpoQ\",\"e\":\"AQAB\"}"
#define A2_TOKEN                                                                                  \
    "eyJhbGciOiJSUzI1NiJ9." JOE ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZm" \
    "h7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTy"  \
    "WzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtF"   \
    "ZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_Ioy"   \
    "pGlUPQGe77Rw"

/* RFC 7515, A.3.1 and A.4.1. */
#define A3_KEY                                                                                 \
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"," \
    "\"y\":"                                                                                   \
    "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"
#define A3_TOKEN                                                                               \
    "eyJhbGciOiJFUzI1NiJ9." JOE ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8" \
    "ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
#define A4_KEY                                                                                    \
    "{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":"                                                    \
    "\"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5E"                                       \
    "OnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk\",\"y\":\"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2" \
    "Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2\"}"
#define A4_TOKEN                                                                                   \
    "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc"  \
    "-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwN" \
    "rmxYbSW9ERBXukOXolLzeO_Jn"

/* RFC 8037, A.2 and A.4. */
#define ED_KEY \
    "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"
#define ED_TOKEN                                                                                \
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PG" \
    "cvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"

#define MODULUS_7517                                                                               \
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJEC"  \
    "PebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_"         \
    "FDW2QvzqY"                                                                                    \
    "368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0f" \
    "M4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"

static enum token_reason judge(struct span key, struct span token) {
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault;
    assert_ok(keys_read(&arena, key, ALG_UNKNOWN, &keys, &fault));
    struct verifier verifier = {.keys = &keys};
    struct jws jws;
    enum token_reason reason;
    assert_ok(verify_jws(&arena, &verifier, token, &jws, &reason));
    return reason;
}

static void rfc7515_signatures(void **state) {
    (void)state;
    assert_reason(judge(SPAN(A1_KEY), SPAN(A1_TOKEN)), TOKEN_ACCEPTED);
    assert_reason(judge(SPAN(A2_KEY), SPAN(A2_TOKEN)), TOKEN_ACCEPTED);
    assert_reason(judge(SPAN(A3_KEY), SPAN(A3_TOKEN)), TOKEN_ACCEPTED);
    assert_reason(judge(SPAN(A4_KEY), SPAN(A4_TOKEN)), TOKEN_ACCEPTED);
    assert_reason(judge(SPAN(A1_KEY), SPAN(A2_TOKEN)), TOKEN_ALG_MISMATCH);
    assert_reason(judge(SPAN(A3_KEY), SPAN(A4_TOKEN)), TOKEN_ALG_MISMATCH);
}

/* RFC 7515, A.5, and RFC 7519, 6.1: unsecured, which nobody here accepts. */
static void unsecured(void **state) {
    (void)state;
    assert_reason(judge(SPAN(A1_KEY), SPAN("eyJhbGciOiJub25lIn0." JOE ".")), TOKEN_ALG_NONE);
}

/* RFC 7515, A.6.4: the JSON serialization; appendix E: crit that nobody understands. */
static void rfc7515_refusals(void **state) {
    (void)state;
    assert_reason(judge(SPAN(A1_KEY), SPAN("{\"payload\":\"" JOE "\",\"signatures\":[]}")),
                  TOKEN_JSON_FORM);
    assert_reason(judge(SPAN(A1_KEY), SPAN("eyJhbGciOiJub25lIiwNCiAiY3JpdCI6WyJodHRwOi8vZXhhbXBsZS"
                                           "5jb20vVU5ERUZJTkVEIl0sDQogImh0dHA6Ly9leGFtcGxlLmNvbS9VT"
                                           "kRFRklORUQiOnRydWUNCn0.RkFJTA.")),
                  TOKEN_ALG_NONE);
}

/* RFC 7519, 3.1: signed, and expired in 2011. */
static void rfc7519_claims(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault;
    static const struct span joe = SPAN_INIT("joe");
    assert_ok(keys_read(&arena, SPAN(A1_KEY), ALG_HS256, &keys, &fault));
    struct verifier verifier = {
        .keys = &keys, .policy = {.issuers = &joe, .n_issuers = 1, .without_audience = true}};
    static const struct {
        int64_t now;
        enum token_reason reason;
    } cases[] = {{1300819379, TOKEN_ACCEPTED}, {1300819380, TOKEN_EXPIRED}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct jws jws;
        enum token_reason reason;
        assert_ok(verify_token(&arena, &verifier, cases[i].now, SPAN(A1_TOKEN), &jws, &reason));
        assert_reason(reason, cases[i].reason);
    }
}

static void rfc8037(void **state) {
    (void)state;
    SCRATCH(arena);
    assert_reason(judge(SPAN(ED_KEY), SPAN(ED_TOKEN)), TOKEN_ACCEPTED);
    /* A.1, A.4: the private key makes the very same signature. */
    JWK_SCOPE jwk = {0};
    enum key_fault fault;
    assert_ok(jwk_read_text(&arena,
                            SPAN("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_"
                                 "9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\",\"x\":\"11qYAYKxCrfVS_"
                                 "7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"),
                            &jwk, &fault));
    struct span token = make_signed(&arena, ALG_EDDSA, jwk.pkey, SPAN("{\"alg\":\"EdDSA\"}"),
                                    SPAN("Example of Ed25519 signing"));
    assert_span(token, SPAN(ED_TOKEN));
}

static struct span thumbprint(struct arena *arena, struct span key) {
    JWK_SCOPE jwk = {0};
    enum key_fault fault;
    struct span text;
    unsigned char digest[32];
    assert_ok(jwk_read_text(arena, key, &jwk, &fault));
    assert_ok(pkey_public(arena, jwk.pkey, PKEY_JWK, &text));
    assert_int_equal(EVP_Digest(text.ptr, text.len, digest, NULL, EVP_sha256(), NULL), 1);
    struct span out = base64_encode(arena, BASE64_URL, (struct span){(char *)digest, 32});
    assert_non_null(out.ptr);
    return out;
}

/* RFC 7638, 3.1, and RFC 8037, A.3: so our JWK text is the canonical one. */
static void thumbprints(void **state) {
    (void)state;
    SCRATCH(arena);
    assert_span(
        thumbprint(&arena, SPAN("{\"kty\":\"RSA\",\"n\":\"" MODULUS_7517
                                "\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}")),
        SPAN("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
    assert_span(thumbprint(&arena, SPAN(ED_KEY)),
                SPAN("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
}

/* RFC 7517, A.1: two keys, of which one is for encryption; A.3: one secret for wrapping keys. */
static void rfc7517_sets(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE public_keys = {0}, secrets = {0};
    enum key_fault fault;
    assert_ok(keys_read(
        &arena,
        SPAN("{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\","
             "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
             "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"use\":\"enc\",\"kid\":\"1\"},"
             "{\"kty\":\"RSA\",\"n\":\"" MODULUS_7517
             "\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}]}"),
        ALG_UNKNOWN, &public_keys, &fault));
    assert_int_equal(public_keys.n, 1);
    assert_span(public_keys.at[0].kid, SPAN("2011-04-29"));
    assert_int_equal(public_keys.at[0].alg, ALG_RS256);
    assert_ok(keys_read(
        &arena,
        SPAN("{\"keys\":[{\"kty\":\"oct\",\"alg\":\"A128KW\",\"k\":\"GawgguFyGrWKav7AX4VKUg\"},"
             "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3"
             "Yj0iPS4hcgUuTwjAzZr1Z9CAow\",\"kid\":\"HMAC key used in JWS spec Appendix A.1 "
             "example\"}]}"),
        ALG_UNKNOWN, &secrets, &fault));
    assert_int_equal(secrets.n, 1);
}

static enum key_fault fault_of(struct span key, enum alg alg) {
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault = KEY_SOUND;
    enum err err = keys_read(&arena, key, alg, &keys, &fault);
    assert_int_equal(err, fault == KEY_SOUND ? OK : ERR_INVALID);
    return fault;
}

/* RFC 7518: key sizes (3.2), exact lengths of coordinates (6.2.1.2), no leading zeros (6.3.1.1). */
static void rfc7518_numbers(void **state) {
    (void)state;
    assert_int_equal(fault_of(SPAN(A1_KEY), ALG_HS512), KEY_SOUND);
    assert_int_equal(fault_of(SPAN("{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-"
                                   "EstJQLg\"}"),
                              ALG_HS256),
                     KEY_SECRET_SHORT);
    assert_int_equal(fault_of(SPAN("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"83OJ3D2xF1Bg8vub9tLe1"
                                   "gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_"
                                   "tue659LNpXW6pCyStikYjKIWI5a0\"}"),
                              ALG_UNKNOWN),
                     KEY_PARAMETER);
    assert_int_equal(fault_of(SPAN("{\"kty\":\"RSA\",\"n\":\"" MODULUS_7517 "\",\"e\":\"AAEAAQ\"}"),
                              ALG_UNKNOWN),
                     KEY_PARAMETER);
    assert_int_equal(
        fault_of(SPAN("{\"kty\":\"RSA\",\"n\":\"" MODULUS_7517 "\",\"e\":\"Aw\"}"), ALG_UNKNOWN),
        KEY_RSA_EXPONENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc7515_signatures),
        cmocka_unit_test(unsecured),
        cmocka_unit_test(rfc7515_refusals),
        cmocka_unit_test(rfc7519_claims),
        cmocka_unit_test(rfc8037),
        cmocka_unit_test(thumbprints),
        cmocka_unit_test(rfc7517_sets),
        cmocka_unit_test(rfc7518_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
