/* SPDX-License-Identifier: Apache-2.0 */
/* Keys in every form, sets, binding to algorithms, and every algorithm verified through each. */
#include "token_make.h"

#include "token/key_pem.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

static enum key_fault fault_of(struct span text, enum alg alg) {
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault = KEY_SOUND;
    enum err err = keys_read(&arena, text, alg, &keys, &fault);
    assert_int_equal(err, fault == KEY_SOUND ? OK : ERR_INVALID);
    return fault;
}

#define assert_fault(text, alg, wanted) \
    assert_string_equal(key_fault_name(fault_of(text, alg)), key_fault_name(wanted))

/* Each algorithm, its public key read back from each form, verifies what the pair signed. */
static void every_algorithm_and_form(void **state) {
    (void)state;
    static const enum pkey_form forms[] = {PKEY_SPKI_PEM,  PKEY_SPKI_PEM_BARE, PKEY_SPKI_PEM_CRLF,
                                           PKEY_PKCS1_PEM, PKEY_SPKI_DER,      PKEY_PKCS1_DER,
                                           PKEY_JWK};
    for (int alg = ALG_RS256; alg < ALG_COUNT; alg++) {
        SCRATCH(arena);
        PKEY_SCOPE *pkey = NULL;
        assert_ok(pkey_generate((enum alg)alg, &pkey));
        struct span header = forge_header(&arena, alg_info((enum alg)alg)->name);
        struct span token = make_signed(&arena, (enum alg)alg, pkey, header, SPAN(MAKE_CLAIMS));
        for (size_t i = 0; i < COUNT(forms); i++) {
            KEYS_SCOPE keys = {0};
            enum key_fault fault;
            struct span text;
            if (pkey_public(&arena, pkey, forms[i], &text) == ERR_UNSUPPORTED) {
                continue;
            }
            assert_ok(keys_read(&arena, text, (enum alg)alg, &keys, &fault));
            assert_reason(make_judge(&arena, &keys, token), TOKEN_ACCEPTED);
            assert_reason(make_judge(&arena, &keys, token), TOKEN_ACCEPTED); /* contexts last */
        }
    }
}

/* Where neither key nor caller says it. */
static void usual_algorithms(void **state) {
    (void)state;
    static const enum alg algs[] = {ALG_RS256, ALG_ES256,  ALG_ES384,
                                    ALG_ES512, ALG_ES256K, ALG_EDDSA};
    for (size_t i = 0; i < COUNT(algs); i++) {
        SCRATCH(arena);
        PKEY_SCOPE *pkey = NULL;
        KEYS_SCOPE keys = {0};
        assert_ok(pkey_generate(algs[i], &pkey));
        make_public_keys(&arena, pkey, ALG_UNKNOWN, &keys);
        assert_int_equal(keys.at[0].alg, algs[i]);
    }
}

static void algorithms_that_do_not_fit(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *rsa = NULL, *ec = NULL, *ed = NULL;
    struct span rsa_pem, ec_pem, ed_jwk;
    assert_ok(pkey_generate(ALG_RS256, &rsa));
    assert_ok(pkey_generate(ALG_ES256, &ec));
    assert_ok(pkey_generate(ALG_ED25519, &ed));
    assert_ok(pkey_public(&arena, rsa, PKEY_SPKI_PEM, &rsa_pem));
    assert_ok(pkey_public(&arena, ec, PKEY_SPKI_PEM, &ec_pem));
    assert_ok(pkey_jwk(&arena, ed, SPAN("k"), SPAN("EdDSA"), &ed_jwk));
    assert_fault(rsa_pem, ALG_ES256, KEY_ALG_FIT);
    assert_fault(rsa_pem, ALG_HS256, KEY_ALG_FIT);
    assert_fault(ec_pem, ALG_ES384, KEY_ALG_FIT);
    assert_fault(ec_pem, ALG_ES256K, KEY_ALG_FIT);
    assert_fault(ed_jwk, ALG_ED448, KEY_ALG);
    assert_fault(ed_jwk, ALG_EDDSA, KEY_SOUND);
}

#define OCT                                                                  \
    "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-" \
    "1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\""
#define EC                                                                                     \
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"," \
    "\"y\":"                                                                                   \
    "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\""

static void members_are_honoured(void **state) {
    (void)state;
    assert_fault(SPAN(OCT ",\"use\":\"sig\",\"key_ops\":[\"verify\",\"sign\"]}"), ALG_UNKNOWN,
                 KEY_SOUND);
    assert_fault(SPAN(OCT ",\"use\":\"enc\"}"), ALG_UNKNOWN, KEY_PURPOSE);
    assert_fault(SPAN(OCT ",\"use\":1}"), ALG_UNKNOWN, KEY_PURPOSE);
    assert_fault(SPAN(OCT ",\"key_ops\":[\"sign\"]}"), ALG_UNKNOWN, KEY_PURPOSE);
    assert_fault(SPAN(OCT ",\"key_ops\":[\"verify\",\"verify\"]}"), ALG_UNKNOWN, KEY_PURPOSE);
    assert_fault(SPAN(OCT ",\"key_ops\":\"verify\"}"), ALG_UNKNOWN, KEY_PURPOSE);
    assert_fault(SPAN(OCT ",\"alg\":\"HS384\"}"), ALG_HS256, KEY_ALG);
    assert_fault(SPAN(OCT ",\"alg\":\"none\"}"), ALG_UNKNOWN, KEY_ALG);
    assert_fault(SPAN(OCT ",\"alg\":\"RS256\"}"), ALG_UNKNOWN, KEY_ALG_FIT);
    assert_fault(SPAN(OCT ",\"kid\":7}"), ALG_UNKNOWN, KEY_KID);
    assert_fault(SPAN(OCT ",\"kty\":\"oct\"}"), ALG_UNKNOWN, KEY_JSON);
    assert_fault(SPAN("{\"kty\":\"xyz\"}"), ALG_UNKNOWN, KEY_KTY);
    assert_fault(SPAN("{\"keys\":{}}"), ALG_UNKNOWN, KEY_NO_KEY);
    assert_fault(SPAN("hello"), ALG_UNKNOWN, KEY_NO_KEY);
    assert_fault(SPAN(""), ALG_UNKNOWN, KEY_NO_KEY);
}

static void numbers(void **state) {
    (void)state;
    assert_fault(SPAN(EC "}"), ALG_UNKNOWN, KEY_SOUND);
    assert_fault(SPAN("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tu"
                      "s9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5aw\"}"),
                 ALG_UNKNOWN, KEY_POINT);
    assert_fault(SPAN("{\"kty\":\"EC\",\"crv\":\"P-224\",\"x\":\"AA\",\"y\":\"AA\"}"), ALG_UNKNOWN,
                 KEY_CURVE);
    assert_fault(SPAN(EC ",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI\"}"), ALG_UNKNOWN,
                 KEY_SOUND); /* RFC 7515, A.3.1 */
    assert_fault(SPAN(EC ",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LJ\"}"), ALG_UNKNOWN,
                 KEY_PARAMETER); /* bits left over */
    assert_fault(SPAN(EC ",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LA\"}"), ALG_UNKNOWN,
                 KEY_PAIR);
    assert_fault(SPAN("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
                      "\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"),
                 ALG_UNKNOWN, KEY_SMALL_ORDER);
    assert_fault(SPAN("{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":"
                      "\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"),
                 ALG_UNKNOWN, KEY_CURVE);
}

static void sets(void **state) {
    (void)state;
    assert_fault(SPAN("{\"keys\":[" OCT ",\"kid\":\"a\"}," EC ",\"kid\":\"b\"}]}"), ALG_UNKNOWN,
                 KEY_SET_MIXED);
    assert_fault(SPAN("{\"keys\":[" EC ",\"kid\":\"a\"}," EC ",\"kid\":\"a\"}]}"), ALG_UNKNOWN,
                 KEY_SET_KID);
    assert_fault(SPAN("{\"keys\":[" EC ",\"kid\":\"a\"}," EC
                      ",\"kid\":\"b\",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI\"}]}"),
                 ALG_UNKNOWN, KEY_SET_MIXED);
    assert_fault(SPAN("{\"keys\":[]}"), ALG_UNKNOWN, KEY_SET_EMPTY);
    assert_fault(SPAN("{\"keys\":[{\"kty\":\"new\"}," EC "}]}"), ALG_UNKNOWN, KEY_SOUND);
    assert_fault(SPAN("{\"keys\":[" EC ",\"use\":\"enc\"}]}"), ALG_UNKNOWN, KEY_SET_EMPTY);
}

/* A certificate's key is its holder's; a key that is locked is none. */
static void certificates(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    assert_ok(pkey_generate(ALG_ES256, &pkey));
    X509 *certificate = X509_new();
    BIO *bio = BIO_new(BIO_s_mem());
    assert_true(X509_set_pubkey(certificate, pkey) &&
                X509_gmtime_adj(X509_getm_notBefore(certificate), 0) &&
                X509_gmtime_adj(X509_getm_notAfter(certificate), 60) &&
                X509_sign(certificate, pkey, EVP_sha256()) && PEM_write_bio_X509(bio, certificate));
    char *data;
    long len = BIO_get_mem_data(bio, &data);
    struct span pem = {data, (size_t)len};
    KEYS_SCOPE keys = {0};
    enum key_fault fault;
    assert_ok(keys_read(&arena, pem, ALG_UNKNOWN, &keys, &fault));
    assert_int_equal(keys.at[0].alg, ALG_ES256);
    assert_true(key_pem_is_key(pem));
    BIO_free(bio);
    X509_free(certificate);

    bio = BIO_new(BIO_s_mem());
    assert_true(
        PEM_write_bio_PKCS8PrivateKey(bio, pkey, EVP_aes_128_cbc(), "made up", 7, NULL, NULL));
    len = BIO_get_mem_data(bio, &data);
    struct span locked = {data, (size_t)len};
    struct keys_wish right = {.passphrase = SPAN("made up")}, wrong = {.passphrase = SPAN("other")};
    KEYS_SCOPE opened = {0};
    assert_fault(locked, ALG_UNKNOWN, KEY_LOCKED);
    assert_int_equal(keys_read_with(&arena, locked, &wrong, &opened, &fault), ERR_INVALID);
    assert_int_equal(fault, KEY_PASSPHRASE);
    assert_ok(keys_read_with(&arena, locked, &right, &opened, &fault));
    assert_int_equal(opened.at[0].alg, ALG_ES256);
    BIO_free(bio);
}

/* The text with each from replaced by to, and something before and behind each line. */
static struct span rewrite(struct arena *arena, struct span text, const char *before,
                           const char *line_end) {
    BUF_SCOPE out = {0};
    for (struct span rest = span_trim(text); rest.ptr;) {
        struct span line = span_cut(&rest, '\n');
        buf_printf(&out, "%s%.*s%s", before, SPAN_ARG(line), line_end);
    }
    return arena_dup(arena, buf_span(&out));
}

/* PEM as environments, documents and property files leave it. */
static void mended(void **state) {
    (void)state;
    static const char *const forms[][2] = {
        {"    ", "\n"}, {"\t", "\r\n"}, {"", "\\n"}, {"", "\\\\n"},
        {"", " "},      {"> ", "\n"},   {"", ""},    {"\"", "\\n\" +\n"},
    };
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    struct span pem, bare;
    assert_ok(pkey_generate(ALG_RS256, &pkey));
    assert_ok(pkey_public(&arena, pkey, PKEY_SPKI_PEM, &pem));
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct span text = rewrite(&arena, pem, forms[i][0], forms[i][1]);
        bool quoted = forms[i][0][0] == '>' || forms[i][0][0] == '"';
        assert_string_equal(key_fault_name(fault_of(text, ALG_RS256)),
                            key_fault_name(quoted ? KEY_NO_KEY : KEY_SOUND));
    }
    assert_ok(pkey_public(&arena, pkey, PKEY_SPKI_BASE64, &bare));
    assert_fault(bare, ALG_RS256, KEY_SOUND);
    assert_fault(arena_join(&arena, SPAN("\xef\xbb\xbf"), pem), ALG_RS256, KEY_SOUND);
    assert_fault(SPAN("-----BEGIN PUBLIC KEY-----"), ALG_UNKNOWN, KEY_NO_KEY);
    assert_fault(SPAN("-----BEGIN -----END ----------"), ALG_UNKNOWN, KEY_NO_KEY);
    assert_fault(SPAN("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA"), ALG_UNKNOWN, KEY_SSH);
}

/* Of the two that share a kid one encrypts. */
static void kid_of_another_use(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault;
    struct span set = SPAN("{\"keys\":[" EC ",\"kid\":\"a\",\"use\":\"enc\"}," EC
                           ",\"kid\":\"a\",\"use\":\"sig\"}," EC ",\"kid\":\"a\",\"alg\":"
                           "\"ECDH-ES\"}]}");
    assert_ok(keys_read(&arena, set, ALG_UNKNOWN, &keys, &fault));
    assert_int_equal(keys.n, 1);
}

static void short_secrets_are_told(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE secret = {0}, set = {0}, blank = {0};
    enum key_fault fault;
    struct keys_wish wish = {.short_secrets = true};
    assert_ok(keys_secret_with(&arena, SPAN("short"), &wish, &secret, &fault));
    assert_true(secret.short_secret);
    struct span jwk = SPAN("{\"kty\":\"oct\",\"k\":\"c2hvcnQ\",\"kid\":\"a\"}");
    assert_ok(keys_read_with(&arena, jwk, &wish, &set, &fault));
    assert_true(set.short_secret);
    assert_span(set.at[0].kid, SPAN("a"));
    assert_int_equal(keys_secret_with(&arena, SPAN(""), &wish, &blank, &fault), ERR_INVALID);
    assert_fault(jwk, ALG_UNKNOWN, KEY_SECRET_SHORT);
}

static void choice_by_kid(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    enum key_fault fault;
    enum token_reason reason = TOKEN_REFUSED;
    struct span set = SPAN("{\"keys\":[" OCT ",\"kid\":\"a\"}," OCT ",\"kid\":\"b\"}," OCT
                           ",\"kid\":\"c\",\"alg\":\"HS512\"}]}");
    assert_ok(keys_read(&arena, set, ALG_UNKNOWN, &keys, &fault));
    assert_int_equal(keys.n, 3);
    assert_ptr_equal(keys_find(&keys, SPAN("b"), ALG_HS256, &reason), &keys.at[1]);
    assert_null(keys_find(&keys, SPAN("d"), ALG_HS256, &reason));
    assert_reason(reason, TOKEN_KID_UNKNOWN);
    assert_null(keys_find(&keys, (struct span){NULL, 0}, ALG_HS256, &reason));
    assert_reason(reason, TOKEN_KID_MISSING);
    assert_ptr_equal(keys_find(&keys, (struct span){NULL, 0}, ALG_HS512, &reason), &keys.at[2]);
    assert_null(keys_find(&keys, (struct span){NULL, 0}, ALG_RS256, &reason));
    assert_reason(reason, TOKEN_ALG_MISMATCH);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_algorithm_and_form),
        cmocka_unit_test(usual_algorithms),
        cmocka_unit_test(algorithms_that_do_not_fit),
        cmocka_unit_test(members_are_honoured),
        cmocka_unit_test(numbers),
        cmocka_unit_test(sets),
        cmocka_unit_test(certificates),
        cmocka_unit_test(choice_by_kid),
        cmocka_unit_test(mended),
        cmocka_unit_test(kid_of_another_use),
        cmocka_unit_test(short_secrets_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
