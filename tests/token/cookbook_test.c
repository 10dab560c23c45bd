/* SPDX-License-Identifier: Apache-2.0 */
/* The JOSE cookbook (RFC 7520): signatures verify, and those that can be repeated come out the
 * same. */
#include "token_make.h"

#include "base/io.h"
#include "text/json.h"

#include <stdlib.h>

static const struct node *load(struct arena *arena, const char *name) {
    const char *root = getenv("POSTERN_SOURCE");
    struct span path =
        arena_printf(arena, "%s/../shared/vectors/jose-cookbook/%s", root ? root : ".", name);
    struct span text;
    if (io_read(arena, path.ptr, 1 << 20, &text) != OK) {
        print_message("skipped: %s is not there\n", path.ptr);
        skip();
    }
    const struct node *node;
    assert_ok(json_parse(arena, text, &(struct json_options){0}, &node, NULL));
    return node;
}

static struct span text_of(struct arena *arena, const struct node *node) {
    BUF_SCOPE buf = {0};
    struct json_writer w = {.out = &buf};
    json_node(&w, node);
    assert_ok(buf_status(&buf));
    return arena_dup(arena, buf_span(&buf));
}

static enum token_reason judge(struct arena *arena, const struct keys *keys, struct span token) {
    struct verifier verifier = {.keys = keys};
    struct jws jws;
    enum token_reason reason;
    assert_ok(verify_jws(arena, &verifier, token, &jws, &reason));
    return reason;
}

static void check(const char *name, enum alg alg, bool repeatable) {
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    JWK_SCOPE jwk = {0};
    enum key_fault fault;
    const struct node *root = load(&arena, name);
    struct span key = text_of(&arena, node_at(root, SPAN("/input/key")));
    struct span token = node_text(node_at(root, SPAN("/output/compact"))), made;
    struct jws jws;
    assert_ok(keys_read(&arena, key, alg, &keys, &fault));
    assert_reason(judge(&arena, &keys, token), TOKEN_ACCEPTED);
    assert_ok(jws_parse(&arena, token, &jws));
    assert_ok(jwk_read_text(&arena, key, &jwk, &fault));
    struct forge_signer signer = {.alg = alg, .secret = jwk.secret, .pkey = jwk.pkey};
    assert_ok(forge_segments(&arena, jws.header64, jws.payload64, &signer, &made));
    assert_reason(judge(&arena, &keys, made), TOKEN_ACCEPTED);
    assert_int_equal(span_equal(made, token), repeatable);
    struct span other = SPAN("e30");
    assert_ok(forge_segments(&arena, jws.header64, other,
                             &(struct forge_signer){.signature = jws.signature}, &made));
    assert_reason(judge(&arena, &keys, made), TOKEN_SIGNATURE_WRONG);
}

static void rs256(void **state) {
    (void)state;
    check("jws/4_1.rsa_v15_signature.json", ALG_RS256, true);
}

static void ps384(void **state) {
    (void)state;
    check("jws/4_2.rsa-pss_signature.json", ALG_PS384, false);
}

static void es512(void **state) {
    (void)state;
    check("jws/4_3.ecdsa_signature.json", ALG_ES512, false);
}

static void hs256(void **state) {
    (void)state;
    check("jws/4_4.hmac-sha2_integrity_protection.json", ALG_HS256, true);
}

static void ed25519(void **state) {
    (void)state;
    check("curve25519/jws.json", ALG_EDDSA, true);
}

/* RFC 7797: an unencoded payload, which is marked as critical. */
static void unencoded(void **state) {
    (void)state;
    SCRATCH(arena);
    KEYS_SCOPE keys = {0};
    make_secret_keys(&arena, &keys);
    const struct node *root = load(&arena, "rfc7797/hmac-sha2_b64_false.json");
    struct span header = node_text(node_at(root, SPAN("/output/json/signatures/0/protected")));
    struct span token = arena_printf(&arena, "%.*s.e30.AAAA", SPAN_ARG(header));
    assert_reason(judge(&arena, &keys, token), TOKEN_CRIT);
}

static void keys(void **state) {
    (void)state;
    static const struct {
        const char *name;
        enum key_fault fault;
    } cases[] = {
        {"jwk/3_1.ec_public_key.json", KEY_SOUND},
        {"jwk/3_2.ec_private_key.json", KEY_SOUND},
        {"jwk/3_3.rsa_public_key.json", KEY_SOUND},
        {"jwk/3_4.rsa_private_key.json", KEY_SOUND},
        {"jwk/3_5.symmetric_key_mac_computation.json", KEY_SOUND},
        {"jwk/3_6.symmetric_key_encryption.json", KEY_PURPOSE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        SCRATCH(arena);
        KEYS_SCOPE set = {0};
        enum key_fault fault = KEY_SOUND;
        struct span text = text_of(&arena, load(&arena, cases[i].name));
        enum err err = keys_read(&arena, text, ALG_UNKNOWN, &set, &fault);
        assert_int_equal(err, cases[i].fault == KEY_SOUND ? OK : ERR_INVALID);
        assert_string_equal(key_fault_name(fault), key_fault_name(cases[i].fault));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rs256), cmocka_unit_test(ps384),   cmocka_unit_test(es512),
        cmocka_unit_test(hs256), cmocka_unit_test(ed25519), cmocka_unit_test(unencoded),
        cmocka_unit_test(keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
