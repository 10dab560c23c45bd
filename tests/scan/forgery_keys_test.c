/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys in contracts, however a document breaks their lines; and what the listener tells. */
#include "scan/forgery/forgery_keys.h"

#include "contract_text.h"

#define HEAD "openapi: 3.0.3\npaths: {}\n"
#define TITLE "info: {title: t, version: '1'}\n"
#define SCHEME "components:\n  securitySchemes:\n    jwt:\n      type: http\n      scheme: bearer\n"

/* The lab's key, made up. */
#define FIRST "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEBw2SXsDqTJnl3TKBdsW2DzlwHTa"
#define SECOND "cptmQm4sEszBeOwr89K5+14XbCuI58J/sIAUvwnF8hTE7fPpa0/miPfnLQ=="
#define BEGIN "-----BEGIN PUBLIC KEY-----"
#define END "-----END PUBLIC KEY-----"
#define JWK                                                                     \
    "{kty: EC, crv: P-256, x: EBw2SXsDqTJnl3TKBdsW2DzlwHTacptmQm4sEszBeOw, y: " \
    "K_PSufteF2wriOfCf7CAFL8JxfIUxO3z6WtP5oj35y0}"

static size_t keys_in(const char *contract) {
    struct loaded l;
    load_contract(&l, contract);
    struct scan_options options = {.contract = &l.contract};
    struct engine engine = {
        .options = &options, .arena = &l.arena, .published = {.arena = &l.arena}};
    assert_int_equal(forgery_contract_keys(&engine), OK);
    size_t n = engine.published.n;
    forgery_keys_free(&engine);
    arena_free(&l.arena);
    return n;
}

static void finds_pem(void **state) {
    (void)state;
    static const char *const contracts[] = {
        HEAD TITLE SCHEME "      description: |\n        Verify with\n\n            " BEGIN
                          "\n            " FIRST "\n            " SECOND "\n            " END "\n",
        HEAD TITLE SCHEME "      description: >\n        " BEGIN "\n        " FIRST
                          "\n        " SECOND "\n        " END "\n", /* folded into one line */
        HEAD TITLE SCHEME "      x-key: '" BEGIN "\\n" FIRST "\\n" SECOND "\\n" END "'\n",
        HEAD TITLE SCHEME "      x-keys: [{pem: \"" BEGIN "\\r\\n" FIRST SECOND "\\r\\n" END
                          "\"}]\n",
        HEAD "info: {title: t, version: '1', description: \"" BEGIN FIRST SECOND END "\"}\n",
        HEAD TITLE "x-verify: \"a sample: " BEGIN "abc" END " and ours: " BEGIN FIRST SECOND END
                   "\"\n",
        "swagger: '2.0'\npaths: {}\n" TITLE
        "securityDefinitions:\n  key: {type: apiKey, in: header, name: Authorization, description: "
        "\"" BEGIN FIRST SECOND END "\"}\n",
    };
    for (size_t i = 0; i < sizeof(contracts) / sizeof(*contracts); i++) {
        assert_int_equal(keys_in(contracts[i]), 1);
    }
}

static void finds_jwk(void **state) {
    (void)state;
    assert_int_equal(keys_in(HEAD TITLE SCHEME "      x-jwk: " JWK "\n"), 1);
    assert_int_equal(keys_in(HEAD TITLE "x-jwks: {keys: [" JWK "]}\n"), 1);
    /* the same key twice is one key */
    assert_int_equal(keys_in(HEAD TITLE "x-jwks: {keys: [" JWK "," JWK
                                        "]}\nx-pem: \"" BEGIN FIRST SECOND END "\"\n"),
                     1);
}

static void finds_nothing_else(void **state) {
    (void)state;
    static const char *const contracts[] = {
        HEAD TITLE,
        HEAD TITLE SCHEME "      description: Send a JWT.\n",
        HEAD TITLE "x-a: \"" BEGIN "\"\nx-b: \"" END "\"\n",
        HEAD TITLE "x-a: \"" BEGIN END "\"\nx-b: \"" BEGIN BEGIN BEGIN "\"\n",
        HEAD TITLE "x-a: \"" END BEGIN "\"\nx-b: \"-----BEGIN \"\nx-c: \"-----BEGIN PUBLIC KEY\"\n",
        HEAD TITLE "x-a: \"-----BEGIN PUBLIC KEYS-----" FIRST SECOND END "\"\n",
        HEAD TITLE "x-jwk: {kty: EC, crv: P-256}\nx-kty: {kty: oct, k: c2VjcmV0}\n",
        HEAD TITLE "components: {schemas: {Key: {example: \"" BEGIN FIRST SECOND END "\"}}}\n",
    };
    for (size_t i = 0; i < sizeof(contracts) / sizeof(*contracts); i++) {
        assert_int_equal(keys_in(contracts[i]), 0);
    }
}

/* Fetches the page as a target would. */
static void fetch(struct span url) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct client *client = NULL;
    const struct client_options options = {.timeout = 10};
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = url}};
    assert_int_equal(client_open(&options, url, &client), OK);
    assert_int_equal(client_fetch(client, &arena, &exchange), OK);
    assert_int_equal(exchange.response.status, 200);
    client_close(&client);
}

static void tells_of_the_listener(void **state) {
    (void)state;
    static const struct rule rule = {.id = "jwt-remote-key"};
    struct arena arena;
    arena_init(&arena, SIZE_MAX);
    struct diag diag;
    diag_init(&diag, &arena);
    struct scan_options options = {.diag = &diag};
    struct engine engine = {.options = &options, .arena = &arena};
    const struct listener_page page = {"/jwks.json", "application/json", SPAN("{}")};
    assert_int_equal(listener_open(NULL, &page, 1, &engine.listener), OK);
    engine.remote_url = arena_printf(&arena, "http://%s", listener_address(engine.listener));
    forgery_keys_conclude(&engine);
    assert_int_equal(diag.items.n, 0); /* no token led there */
    engine.remote_used = true;
    forgery_keys_conclude(&engine);
    assert_int_equal(diag.items.n, 1);
    struct span line = diag_line(&arena, &diag.items.at[0]);
    assert_true(span_starts(line, SPAN("note: jwt-remote-key: the target never fetched our key set "
                                       "from http://127.0.0.1:")));
    fetch(arena_join(&arena, engine.remote_url, SPAN("/jwks.json")));
    forgery_keys_conclude(&engine);
    assert_int_equal(diag.items.n, 2);
    line = diag_line(&arena, &diag.items.at[1]);
    assert_true(
        span_starts(line, SPAN("warning: jwt-remote-key: the target fetched our key set ")));
    struct finding *shown;
    engine.findings.arena = &arena;
    assert_int_equal(findings_add(&engine.findings, &(struct sighting){.rule = &rule}, &shown), OK);
    forgery_keys_conclude(&engine);
    assert_int_equal(diag.items.n, 2); /* the finding says it */
    forgery_keys_free(&engine);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_pem),
        cmocka_unit_test(finds_jwk),
        cmocka_unit_test(finds_nothing_else),
        cmocka_unit_test(tells_of_the_listener),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
