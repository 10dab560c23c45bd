/* SPDX-License-Identifier: Apache-2.0 */
/* The same key out of every page that a server may publish it in. */
#include "token/published.h"

#include "token_make.h"

#include "text/base64.h"
#include "text/json.h"
#include "token/cert.h"

struct world {
    struct arena arena;
    EVP_PKEY *pkey;
    struct span n, e, pem, der64, cert64, cert_pem;
};

static struct span member(struct arena *arena, struct span jwk, const char *name) {
    const struct node *root;
    assert_ok(json_parse(arena, jwk, &(struct json_options){0}, &root, NULL));
    return node_text(node_get(root, span_from(name)));
}

static int set_up(void **state) {
    struct world *world = calloc(1, sizeof(*world));
    struct span jwk;
    arena_init(&world->arena, (size_t)64 << 20);
    assert_ok(pkey_generate(ALG_RS256, &world->pkey));
    assert_ok(pkey_public(&world->arena, world->pkey, PKEY_JWK, &jwk));
    assert_ok(pkey_public(&world->arena, world->pkey, PKEY_SPKI_PEM, &world->pem));
    assert_ok(pkey_public(&world->arena, world->pkey, PKEY_SPKI_BASE64, &world->der64));
    assert_ok(cert_self_signed_base64(&world->arena, world->pkey, &world->cert64));
    assert_ok(cert_self_signed_pem(&world->arena, world->pkey, &world->cert_pem));
    world->n = member(&world->arena, jwk, "n");
    world->e = member(&world->arena, jwk, "e");
    *state = world;
    return 0;
}

static int tear_down(void **state) {
    struct world *world = *state;
    pkey_free(&world->pkey);
    arena_free(&world->arena);
    free(world);
    return 0;
}

/* The page holds the key once, under that kid; the text that it has. */
static struct span assert_holds(struct world *world, struct span page, const char *kid) {
    struct published published = {.arena = &world->arena};
    assert_ok(published_read(&published, page));
    assert_int_equal(published.n, 1);
    assert_true(pkey_equal(published.at[0].pkey, world->pkey));
    assert_span(published.at[0].kid, span_from(kid));
    struct span text = published.at[0].text;
    published_free(&published);
    return text;
}

static struct span quoted(struct world *world, struct span text) {
    return forge_string(&world->arena, text);
}

static void pages(void **state) {
    struct world *world = *state;
    struct arena *arena = &world->arena;
    struct span n = world->n, e = world->e, cert64 = world->cert64;
    assert_holds(
        world,
        arena_printf(arena,
                     "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"},{\"kty\":\"RSA\",\"kid\":"
                     "\"k1\",\"use\":\"enc\",\"n\":\"%.*s\",\"e\":\"%.*s\"}]}",
                     SPAN_ARG(n), SPAN_ARG(e)),
        "k1");
    struct span found = assert_holds(
        world,
        arena_printf(arena, "{\"keys\":[{\"kid\":\"c\",\"kty\":\"RSA\",\"x5c\":[\"%.*s\"]}]}",
                     SPAN_ARG(cert64)),
        "c");
    assert_span(found, cert64);
    struct span pem = quoted(world, world->cert_pem);
    assert_holds(world, arena_printf(arena, "{\"2024\":%.*s}", SPAN_ARG(pem)), "2024");
    assert_holds(
        world,
        arena_printf(arena, "{\"realm\":\"shop\",\"public_key\":\"%.*s\"}", SPAN_ARG(world->der64)),
        "public_key");
    assert_holds(world, quoted(world, world->pem), "");
    found =
        assert_holds(world, arena_printf(arena, "<pre>\n  %.*s</pre>\n", SPAN_ARG(world->pem)), "");
    assert_span(found, span_trim(world->pem));
    assert_holds(world, world->cert_pem, "");
    assert_holds(world, world->der64, "");
    assert_holds(world,
                 arena_printf(arena,
                              "{\"kty\":\"RSA\",\"n\":\"%.*s\",\"e\":\"%.*s\",\"x5c\":[\"%.*s\"]}",
                              SPAN_ARG(n), SPAN_ARG(e), SPAN_ARG(cert64)),
                 "");
}

/* Numbers padded, in the other alphabet, with a zero before them. */
static void slips(void **state) {
    struct world *world = *state;
    struct arena *arena = &world->arena;
    struct span bytes, exponent = SPAN("AAEAAQ==");
    assert_ok(base64_decode(arena, BASE64_URL, world->n, &bytes));
    struct span longer = arena_join(arena, SPAN("\0"), bytes);
    for (int form = BASE64_URL; form <= BASE64_BARE; form++) {
        struct span n = base64_encode(arena, (enum base64_form)form, bytes);
        assert_holds(world,
                     arena_printf(arena, "[{\"kty\":\"RSA\",\"n\":\"%.*s\",\"e\":\"%.*s\"}]",
                                  SPAN_ARG(n), SPAN_ARG(exponent)),
                     "");
        n = base64_encode(arena, (enum base64_form)form, longer);
        assert_holds(
            world,
            arena_printf(arena, "[{\"kty\":\"RSA\",\"n\":\"%.*s\",\"e\":\"AQAB\"}]", SPAN_ARG(n)),
            "");
    }
}

static void pages_without(void **state) {
    struct world *world = *state;
    static const struct span none[] = {
        SPAN_INIT(""),
        SPAN_INIT("{}"),
        SPAN_INIT("<html>no</html>"),
        SPAN_INIT("{\"keys\":[]}"),
        SPAN_INIT("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"!\",\"e\":\"AQAB\"},{\"x5c\":[\"MIIB\"]}]}"),
        SPAN_INIT("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")};
    for (size_t i = 0; i < COUNT(none); i++) {
        struct published published = {.arena = &world->arena};
        assert_ok(published_read(&published, none[i]));
        assert_int_equal(published.n, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages),
        cmocka_unit_test(slips),
        cmocka_unit_test(pages_without),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
