/* SPDX-License-Identifier: Apache-2.0 */
/* Claims that nobody signed: what each form holds, and that no strict reader takes one. */
#include "token/jwe.h"
#include "token/unsigned.h"

#include "token_make.h"

#include <openssl/rsa.h>

#define CLAIMS "{\"sub\":\"a.b\",\"exp\":1700000060,\"iss\":\"me\",\"aud\":\"us\"}"

static struct span form_of(struct arena *arena, enum unsigned_form form, struct span claims) {
    struct span token = make_hs256(arena, SPAN("{\"alg\":\"HS256\"}"), SPAN("{\"sub\":\"alice\"}"));
    struct jws genuine;
    struct span out;
    assert_ok(jws_read(arena, token, &genuine));
    assert_ok(unsigned_make(arena, form, &genuine, SPAN("\"HS256\""), claims, &out));
    return out;
}

static void strict_readers_refuse(void **state) {
    (void)state;
    for (int form = 0; form < UNSIGNED_FORMS; form++) {
        SCRATCH(arena);
        KEYS_SCOPE keys = {0};
        make_secret_keys(&arena, &keys);
        struct span token = form_of(&arena, (enum unsigned_form)form, SPAN(CLAIMS));
        assert_non_null(token.ptr);
        assert_int_not_equal(make_judge(&arena, &keys, token), TOKEN_ACCEPTED);
        assert_true(strlen(unsigned_label((enum unsigned_form)form)) > 0);
        assert_true(strlen(unsigned_message((enum unsigned_form)form)) > 0);
    }
}

static void assert_header_is(enum unsigned_form form, const char *header) {
    SCRATCH(arena);
    struct span token = form_of(&arena, form, SPAN(CLAIMS)), text;
    struct span header64 = span_slice(token, 0, span_find(token, SPAN(".")));
    assert_ok(base64_decode(&arena, BASE64_URL, header64, &text));
    assert_span(text, span_from(header));
}

static void headers_say_what_is_in_them(void **state) {
    (void)state;
    assert_header_is(UNSIGNED_NONE_FIRST, "{\"alg\":\"none\",\"typ\":\"JWT\",\"alg\":\"HS256\"}");
    assert_header_is(UNSIGNED_NONE_LAST, "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"alg\":\"none\"}");
    assert_header_is(UNSIGNED_NESTED, "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"cty\":\"JWT\"}");
    assert_header_is(UNSIGNED_COMPRESSED, "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"zip\":\"DEF\"}");
    assert_header_is(UNSIGNED_UNENCODED,
                     "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"b64\":false,\"crit\":[\"b64\"]}");
}

/* Two dots in all; a number's cannot be written otherwise, nor what no header carries. */
static void plain_text_has_no_dots(void **state) {
    (void)state;
    SCRATCH(arena);
    struct span token = form_of(&arena, UNSIGNED_UNENCODED, SPAN(CLAIMS));
    assert_true(span_find(token, SPAN(".{\"sub\":\"a\\u002eb\",\"exp\":1700000060,")) != SIZE_MAX);
    size_t dots = 0;
    for (size_t i = 0; i < token.len; i++) {
        dots += token.ptr[i] == '.';
    }
    assert_int_equal(dots, 2);
    assert_null(form_of(&arena, UNSIGNED_UNENCODED, SPAN("{\"n\":1.5}")).ptr);
    assert_null(form_of(&arena, UNSIGNED_UNENCODED, SPAN("{\"n\":\n1}")).ptr);
    token = form_of(&arena, UNSIGNED_UNENCODED, SPAN("{\"n\":\"\\\".\"}"));
    assert_true(span_find(token, SPAN("{\"n\":\"\\\"\\u002e\"}")) != SIZE_MAX);
}

static void a_stored_block_inflates(void **state) {
    (void)state;
    SCRATCH(arena);
    struct span token = form_of(&arena, UNSIGNED_COMPRESSED, SPAN("{}")), block;
    size_t dot = span_find(token, SPAN("."));
    struct span rest = span_from_index(token, dot + 1);
    assert_ok(
        base64_decode(&arena, BASE64_URL, span_slice(rest, 0, span_find(rest, SPAN("."))), &block));
    assert_span(block, ((struct span){"\x01\x02\x00\xfd\xff{}", 7}));
}

/* The wrapped key is for the key's owner: 256 bits, by the hash that the header names. */
static void assert_unwraps(bool sha1, const char *name) {
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    assert_ok(pkey_generate(ALG_RS256, &pkey));
    struct jwe_to to = {pkey, SPAN("one"), sha1};
    struct span token, header, wrapped;
    assert_ok(jwe_encrypt(&arena, &to, SPAN("JWT"), SPAN("text"), &token));
    size_t dot = span_find(token, SPAN("."));
    struct span rest = span_from_index(token, dot + 1);
    assert_ok(base64_decode(&arena, BASE64_URL, span_slice(token, 0, dot), &header));
    assert_span(header, arena_printf(&arena,
                                     "{\"alg\":\"%s\",\"enc\":\"A256GCM\",\"kid\":\"one\","
                                     "\"cty\":\"JWT\"}",
                                     name));
    assert_ok(base64_decode(&arena, BASE64_URL, span_slice(rest, 0, span_find(rest, SPAN("."))),
                            &wrapped));
    unsigned char key[256];
    size_t len = sizeof(key);
    const EVP_MD *hash = sha1 ? EVP_sha1() : EVP_sha256();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL);
    assert_int_equal(EVP_PKEY_decrypt_init(context), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_oaep_md(context, hash), 1);
    assert_int_equal(EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash), 1);
    assert_int_equal(
        EVP_PKEY_decrypt(context, key, &len, (const unsigned char *)wrapped.ptr, wrapped.len), 1);
    assert_int_equal(len, 32);
    EVP_PKEY_CTX_free(context);
}

static void keys_are_wrapped_as_said(void **state) {
    (void)state;
    assert_unwraps(false, "RSA-OAEP-256");
    assert_unwraps(true, "RSA-OAEP");
}

static void other_keys_wrap_nothing(void **state) {
    (void)state;
    SCRATCH(arena);
    PKEY_SCOPE *pkey = NULL;
    assert_ok(pkey_generate(ALG_ES256, &pkey));
    struct jwe_to to = {.pkey = pkey};
    struct span token;
    assert_int_equal(jwe_encrypt(&arena, &to, SPAN(""), SPAN("text"), &token), ERR_UNSUPPORTED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strict_readers_refuse),    cmocka_unit_test(headers_say_what_is_in_them),
        cmocka_unit_test(plain_text_has_no_dots),   cmocka_unit_test(a_stored_block_inflates),
        cmocka_unit_test(keys_are_wrapped_as_said), cmocka_unit_test(other_keys_wrap_nothing),
    };
    return cmocka_run_group_tests_name("unsigned", tests, NULL, NULL);
}
