/* SPDX-License-Identifier: Apache-2.0 */
/* Policies from contracts and configurations: rows, and what is refused with its place. */
#include "tests/policy/fixture.h"

#include "base/buf.h"
#include "token/forge.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *const CONTRACT =
    "openapi: 3.0.3\n"
    "info: {title: Depot, version: '1'}\n"
    "servers: [{url: /v1}]\n"
    "components:\n"
    "  securitySchemes:\n"
    "    staff: {type: http, scheme: bearer}\n"
    "    partner: {type: http, scheme: bearer}\n"
    "    key: {type: apiKey, in: header, name: X-Key}\n"
    "    sid: {type: apiKey, in: cookie, name: sid}\n"
    "    flow: {type: oauth2, flows: {clientCredentials: {tokenUrl: /t, scopes: {read: r}}}}\n"
    "paths:\n"
    "  /crates/: {get: {security: [{staff: []}]}, post: {security: [{flow: [read]}]}}\n"
    "  /crates/{id}/: {get: {security: [{staff: []}, {partner: []}]}}\n"
    "  /both/: {get: {security: [{staff: [], key: []}]}}\n"
    "  /key/: {get: {security: [{key: []}]}}\n"
    "  /open/: {get: {security: []}, post: {security: [{}, {staff: []}]}}\n"
    "  /silent/: {get: {}}\n"
    "  /broken/: {get: {security: nonsense}}\n";

#define SCHEME(name)                                                                       \
    "  " name ": {issuer: 'https://id.example', audience: depot, algorithms: HS256, key: " \
    "key.json}\n"
#define SCHEMES "contract: openapi.yaml\nschemes:\n" SCHEME("staff") SCHEME("flow")

static void write_row(struct buf *out, const struct policy_operation *operation) {
    static const char *const access[] = {"refused", "guarded", "public"};
    buf_printf(out, "%.*s %.*s %s", SPAN_ARG(operation->method), SPAN_ARG(operation->template),
               access[operation->access]);
    for (size_t i = 0; i < operation->n; i++) {
        buf_printf(out, " %.*s", SPAN_ARG(operation->choices[i].scheme->config->name));
        for (size_t k = 0; k < operation->choices[i].scopes.n; k++) {
            buf_printf(out, "+%.*s", SPAN_ARG(operation->choices[i].scopes.at[k]));
        }
    }
    buf_byte(out, '\n');
}

static void expect_rows(const char *config, const char *expected) {
    struct fixture f;
    BUF_SCOPE rows = {0};
    enum err err = fixture_make(&f, span_from(CONTRACT), span_from(config));
    for (size_t i = 0; err != OK && i < f.diag.items.n; i++) {
        print_message("%.*s\n", SPAN_ARG(diag_line(&f.arena, &f.diag.items.at[i])));
    }
    assert_int_equal(err, OK);
    VEC_EACH(struct policy_operation *, operation, &f.policy.operations) {
        write_row(&rows, *operation);
    }
    buf_byte(&rows, '\0');
    assert_string_equal(rows.data, expected);
    fixture_free(&f);
}

static void rows(void **state) {
    (void)state;
    expect_rows(SCHEMES SCHEME("partner") "precedence: [partner, staff]\n",
                "GET /v1/crates/ guarded staff\nPOST /v1/crates/ guarded flow+read\n"
                "GET /v1/crates/{id}/ guarded partner staff\nGET /v1/both/ refused\n"
                "GET /v1/key/ refused\nGET /v1/open/ refused\nPOST /v1/open/ refused\n"
                "GET /v1/silent/ refused\nGET /v1/broken/ refused\n");
}

static void written(void **state) {
    (void)state;
    expect_rows(SCHEMES "public: [GET /v1/open/, POST /v1/open/, GET /healthz]\n"
                        "operations:\n"
                        "  GET /v1/crates/{id}/: {schemes: staff, scopes: [see, take]}\n"
                        "  POST /v1/crates/: {scopes: write, claims: {role: [boss, owner]}}\n",
                "GET /v1/crates/ guarded staff\nPOST /v1/crates/ guarded flow+read+write\n"
                "GET /v1/crates/{id}/ guarded staff+see+take\nGET /v1/both/ refused\n"
                "GET /v1/key/ refused\nGET /v1/open/ public\nPOST /v1/open/ public staff\n"
                "GET /v1/silent/ refused\nGET /v1/broken/ refused\nGET /healthz public\n");
}

/* Without any scheme nothing can be opened, and that is sound. */
static void nothing_verified(void **state) {
    (void)state;
    expect_rows("contract: openapi.yaml\nschemes:\npublic:\n",
                "GET /v1/crates/ refused\nPOST /v1/crates/ refused\n"
                "GET /v1/crates/{id}/ refused\nGET /v1/both/ refused\n"
                "GET /v1/key/ refused\nGET /v1/open/ refused\nPOST /v1/open/ refused\n"
                "GET /v1/silent/ refused\nGET /v1/broken/ refused\n");
}

static void expect_fault(const char *config, const char *fault) {
    struct fixture f;
    bool found = false;
    enum err err = fixture_make(&f, span_from(CONTRACT), span_from(config));
    for (size_t i = 0; i < f.diag.items.n; i++) {
        struct span line = diag_line(&f.arena, &f.diag.items.at[i]);
        found |= f.diag.items.at[i].level == DIAG_ERROR && span_starts(line, span_from(fault));
        if (!found && i + 1 == f.diag.items.n) {
            fail_msg("expected %s, told %.*s", fault, SPAN_ARG(line));
        }
    }
    assert_int_not_equal(err, OK);
    assert_true(found);
    fixture_free(&f);
}

/* A line of text is the secret that a JWK of it is: what is signed with it is accepted. */
static void secret_of_text(void **state) {
    (void)state;
    struct fixture f;
    struct forge_signer signer = {.alg = ALG_HS256, .secret = SPAN(FIXTURE_SECRET)};
    struct span token;
    struct jws jws;
    enum token_reason reason;
    assert_int_equal(fixture_make(&f, span_from(CONTRACT),
                                  SPAN("contract: a\nprecedence: staff\nschemes:\n"
                                       "  staff: {issuer: i, audience: a, algorithms: HS256, "
                                       "key: secret.txt}\n")),
                     OK);
    assert_int_equal(forge_token(&f.arena, SPAN("{\"alg\":\"HS256\"}"),
                                 SPAN("{\"iss\":\"i\",\"aud\":\"a\",\"sub\":\"ada\",\"exp\":2000}"),
                                 &signer, &token),
                     OK);
    struct policy_scheme *const *scheme = f.policy.schemes.at;
    assert_int_equal(verify_token(&f.arena, &scheme[0]->verifier, 1000, token, &jws, &reason), OK);
    assert_int_equal(reason, TOKEN_ACCEPTED);
    fixture_free(&f);
}

static void faults(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {SCHEMES, "openapi.yaml:13:19: error: GET /v1/crates/{id}/ takes any of 2 sets"},
        {"schemes:\n", "etc/guard.yaml:1:1: error: 'contract' is missing"},
        {"- a\n", "etc/guard.yaml:1:1: error: the configuration must be a mapping"},
        {"contract: a\nscheme: {}\n",
         "etc/guard.yaml:2:1: error: the configuration has no member 'scheme'; did you mean "
         "'schemes'?"},
        {"contract: a\ncontract: b\n",
         "etc/guard.yaml:1:1: error: 'contract' stands twice in the configuration"},
        {"contract: a\nschemes:\n  staff: {audience: a, algorithms: HS256, key: k}\n",
         "etc/guard.yaml:3:3: error: scheme 'staff' has no 'issuer'"},
        {"contract: a\nschemes:\n  staff: {issuer: a, algorithms: HS256, key: k}\n",
         "etc/guard.yaml:3:3: error: scheme 'staff' has no 'audience'"},
        {"contract: a\nschemes:\n  staff: {issuer: a, audience: a, key: k}\n",
         "etc/guard.yaml:3:3: error: scheme 'staff' has no 'algorithms'"},
        {"contract: a\nschemes:\n  staff: {issuer: a, audience: a, algorithms: HS256}\n",
         "etc/guard.yaml:3:3: error: scheme 'staff' has no 'key'"},
        {"contract: a\nschemes:\n  staff:\n    issuer:\n    audience: a\n    algorithms: HS256\n"
         "    key: k\n",
         "etc/guard.yaml:4:5: error: 'issuer' is blank"},
        {"contract: a\nschemes:\n"
         "  staff: {issuer: a, audience: [], algorithms: HS256, key: k}\n",
         "etc/guard.yaml:3:22: error: 'audience' is an empty list"},
        {"contract: a\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: HS256, key: k, leeway: 301}\n",
         "etc/guard.yaml:3:62: error: 'leeway' must be a whole number from 0 to 300"},
        {"contract: a\nprecedence: staff\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: none, key: k}\n",
         "etc/guard.yaml:4:3: error: 'none' is no signature algorithm"},
        {"contract: a\nprecedence: staff\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: [RS256, ES256], key: k}\n",
         "etc/guard.yaml:4:3: error: etc/k holds a key for HS256, which is not among"},
        {"contract: a\nprecedence: staff\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: RS256, key: k}\n",
         "etc/guard.yaml:4:3: error: the key in etc/k is not used:"},
        {"contract: a\nprecedence: staff\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: HS256, key: absent.json}\n",
         "etc/guard.yaml:4:3: error: the key of 'staff' cannot be read from etc/absent.json"},
        {"contract: a\nprecedence: staff\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: RS256, key: secret.txt}\n",
         "etc/guard.yaml:4:3: error: the key in etc/secret.txt is not used: it is no JWK"},
        {"contract: a\nprecedence: staff\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: HS256, key: short.txt}\n",
         "etc/guard.yaml:4:3: error: the key in etc/short.txt is not used:"},
        {"contract: a\nprecedence: staff\nschemes:\n"
         "  staff: {issuer: a, audience: a, algorithms: HS256, key: lines.txt}\n",
         "etc/guard.yaml:4:3: error: the key in etc/lines.txt is not used: it is no JWK"},
        {"contract: a\nschemes:\n" SCHEME("staf"),
         "etc/guard.yaml:3:3: error: the contract has no scheme 'staf'"},
        {"contract: a\nschemes:\n" SCHEME("sid"),
         "etc/guard.yaml:3:3: error: scheme 'sid' is none that carries a JWT"},
        {"contract: a\nschemes:\n  sid: {kind: key, keys: k}\n",
         "etc/guard.yaml:3:3: error: scheme 'sid' is none that carries an API key"},
        {"contract: a\nschemes:\n  key: {kind: session, secret: k}\n",
         "etc/guard.yaml:3:3: error: scheme 'key' is none that carries a session"},
        {"contract: a\nschemes:\n  sid: {kind: session, secret: k}\n",
         "etc/guard.yaml:3:3: error: 'sid' needs Django's users"},
        {"contract: a\nschemes:\n  key: {kind: key}\n",
         "etc/guard.yaml:3:3: error: 'key' needs Django's users"},
        {"contract: a\nschemes:\n  sid: {kind: session}\n",
         "etc/guard.yaml:3:3: error: scheme 'sid' has no 'secret'"},
        {"contract: a\nschemes:\n  sid: {kind: session, secret: k, origins: shop.example}\n",
         "etc/guard.yaml:3:35: error: 'shop.example' is no origin"},
        {"contract: a\nschemes:\n  sid: {kind: session, secret: k, csrf: never}\n",
         "etc/guard.yaml:3:35: error: 'csrf' cannot be 'never'"},
        {"contract: a\nusers: {database: 'sqlite:d'}\nschemes:\n  sid: {kind: session, secret: "
         "absent.json}\n",
         "etc/guard.yaml:4:3: error: what 'sid' needs cannot be read from etc/absent.json"},
        {"contract: a\nschemes:\n  key: {kind: key, keys: k}\n",
         "etc/k:1:1: error: a list of keys is wanted"},
        {"contract: a\nschemes:\n  staff: {kind: token}\n",
         "etc/guard.yaml:3:3: error: 'staff' needs Django's users"},
        {"contract: a\nusers: {database: 'sqlite:d'}\nschemes:\n  staff: {kind: basic}\n",
         "etc/guard.yaml:4:3: error: scheme 'staff' is none that carries Basic"},
        {"contract: a\nschemes:\n  staff: {kind: opaque}\n",
         "etc/guard.yaml:3:11: error: 'kind' cannot be 'opaque'"},
        {"contract: a\nschemes:\n  staff: {kind: token, issuer: a}\n",
         "etc/guard.yaml:3:24: error: 'issuer' is of no meaning for 'kind: token'"},
        {"contract: c\nredis: {key: k}\n",
         "etc/guard.yaml:2:1: error: 'address' of redis must be unix:PATH"},
        {"contract: c\nredis: {address: 'redis.example:6379', key: k}\n",
         "etc/guard.yaml:2:9: error: 'address' of redis must be unix:PATH"},
        {"contract: c\nredis: {address: '127.0.0.1:0', key: k}\n",
         "etc/guard.yaml:2:9: error: 'address' of redis must be unix:PATH"},
        {"contract: c\nredis: {address: 'unix:/r'}\n",
         "etc/guard.yaml:2:1: error: redis needs a 'key'"},
        {"contract: c\nredis: {address: 'unix:/r', key: k, on_failure: pass}\n",
         "etc/guard.yaml:2:37: error: 'on_failure' cannot be 'pass'"},
        {"contract: c\nredis: {address: 'unix:/r', key: k, patience: 0}\n",
         "etc/guard.yaml:2:37: error: 'patience' must be at least one second"},
        {"contract: c\nredis: {address: 'unix:/r', key: absent.json}\n",
         "etc/guard.yaml:2:1: error: the key of 'redis' cannot be read"},
        {"contract: c\nlimits: {window: 0}\n",
         "etc/guard.yaml:2:10: error: 'window' must be at least one second"},
        {"contract: c\nlimits: {users: 3}\n",
         "etc/guard.yaml:2:10: error: limits has no member 'users'; did you mean 'user'?"},
        {"contract: c\nlimits: {user: -1}\n",
         "etc/guard.yaml:2:10: error: 'user' must be a whole number from 0 to 1000000"},
        {"contract: a\nusers: {database: 'mysql:d'}\n",
         "etc/guard.yaml:2:1: error: 'database' of users must be sqlite:PATH or postgresql:"},
        {"contract: a\nusers: {database: 'sqlite:d', table: 'u\"; --'}\n",
         "etc/guard.yaml:2:1: error: 'u\"; --' is no name of a table or column"},
        {"contract: a\nusers: {database: 'sqlite:d', without: id}\n",
         "etc/guard.yaml:2:31: error: 'without' may name active, staff and superuser"},
        {SCHEMES "precedence: staff\npublic: [GET /v1/crates/]\n",
         "etc/guard.yaml:6:10: error: the contract asks for a credential here (line 12)"},
        {SCHEMES "precedence: staff\npublic: [/v1/crates/]\n",
         "etc/guard.yaml:6:10: error: '/v1/crates/' is no operation"},
        {SCHEMES "precedence: staff\npublic: [GET /a, GET /a]\n",
         "etc/guard.yaml:6:18: error: GET /a stands there twice"},
        {SCHEMES "precedence: staff\noperations:\n  GET /nowhere/: {scopes: a}\n",
         "etc/guard.yaml:7:3: error: the contract has no operation GET /nowhere/"},
        {SCHEMES "precedence: staff\noperations:\n  GET /v1/crates/: {schemes: [key]}\n",
         "etc/guard.yaml:7:3: error: the contract does not let 'key' alone open it"},
        {SCHEMES "precedence: staff\noperations:\n  GET /v1/crates/{id}/: {schemes: partner}\n",
         "etc/guard.yaml:7:3: error: nothing below schemes: says how 'partner' is verified"},
        {SCHEMES "precedence: staff\noperations:\n  GET /v1/silent/: {scopes: a}\n",
         "etc/guard.yaml:7:3: error: the contract asks for no credential here"},
        {SCHEMES "precedence: staff\nidentity: {Authorization: sub}\n",
         "etc/guard.yaml:6:12: error: 'Authorization' cannot be an identity header"},
        {SCHEMES "precedence: staff\nidentity: {X_User: sub}\n",
         "etc/guard.yaml:6:12: error: 'X_User' cannot be an identity header"},
        {SCHEMES "precedence: staff\nidentity: {X-User: }\n",
         "etc/guard.yaml:6:12: error: 'X-User' must name a claim"},
        {SCHEMES "precedence: staff\ndialect: envoi\n",
         "etc/guard.yaml:6:1: error: 'dialect' cannot be 'envoi'; did you mean 'envoy'?"},
        {SCHEMES "precedence: staff\nmode: true\n",
         "etc/guard.yaml:6:1: error: 'mode' cannot be ''; did you mean 'enforce'?"},
        {SCHEMES "precedence: staff\nhttps_only: 'yes'\n",
         "etc/guard.yaml:6:1: error: 'https_only' must be true or false"},
        {SCHEMES "precedence: staff\npath_prefix: /ask\n",
         "etc/guard.yaml:6:1: error: 'path_prefix' is Envoy's"},
        {SCHEMES "precedence: staff\noperations:\n  GET /v1/crates/: {scope: a}\n",
         "etc/guard.yaml:7:21: error: an operation has no member 'scope'; did you mean"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        expect_fault(rows[i][0], rows[i][1]);
    }
}

static void expect_found(const struct policy *policy, const char *method, const char *path,
                         const char *template) {
    const struct policy_operation *found = policy_find(policy, span_from(method), span_from(path));
    struct span got = found ? found->template : SPAN("-");
    if (!span_equal(got, span_from(template))) {
        fail_msg("%s %s: expected %s, got %.*s", method, path, template, SPAN_ARG(got));
    }
}

static void found(void **state) {
    (void)state;
    struct fixture f;
    struct span config = span_from(SCHEMES "precedence: staff\n");
    assert_int_equal(fixture_make(&f, span_from(CONTRACT), config), OK);
    expect_found(&f.policy, "GET", "/v1/crates/7/", "/v1/crates/{id}/");
    expect_found(&f.policy, "HEAD", "/v1/crates/7/", "/v1/crates/{id}/");
    expect_found(&f.policy, "OPTIONS", "/v1/crates/7/", "-");
    expect_found(&f.policy, "DELETE", "/v1/crates/7/", "-");
    expect_found(&f.policy, "get", "/v1/crates/7/", "-");
    expect_found(&f.policy, "GET", "/v1/crates/7", "-");
    expect_found(&f.policy, "GET", "/v1/crates/7/8/", "-");
    expect_found(&f.policy, "GET", "/v1/Crates/", "-");
    expect_found(&f.policy, "GET", "/crates/", "-");
    fixture_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),   cmocka_unit_test(written), cmocka_unit_test(nothing_verified),
        cmocka_unit_test(faults), cmocka_unit_test(found),   cmocka_unit_test(secret_of_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
