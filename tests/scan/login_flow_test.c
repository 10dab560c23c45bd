/* SPDX-License-Identifier: Apache-2.0 */
/* Which token endpoints are for whom, and one-time codes in each form that a seed is given in. All
 * secrets here are made up. */
#include "scan/login/login_flow.h"

#include "contract_text.h"
#include "scan/credential/login_spec.h"
#include "scan/credential/wallet.h"
#include "scan/login/login.h"
#include "scan/login/login_otp.h"

#define FLOWS(scheme_token_url)                                     \
    "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"              \
    "servers: [{url: 'https://api.example/v1'}]\n"                  \
    "paths: {/orders: {get: {security: [{o: []}]}}}\n"              \
    "components: {securitySchemes: {o: {type: oauth2, flows: {\n"   \
    "  password: {tokenUrl: '" scheme_token_url "', scopes: {}},\n" \
    "  clientCredentials: {tokenUrl: /c, scopes: {}},\n"            \
    "  authorizationCode: {authorizationUrl: /a, tokenUrl: /t, scopes: {}}}}}}\n"

struct asked {
    struct loaded l;
    struct wallet wallet;
    struct identities identities;
    struct login login;
    struct login_flows flows;
};

static void ask(struct asked *a, const char *contract, const struct identity *identity,
                const struct login_spec *spec) {
    *a = (struct asked){.identities = {.arena = &a->l.arena}};
    load_contract(&a->l, contract);
    wallet_init(&a->wallet, &a->l.arena, &a->l.contract, &a->identities);
    a->login = (struct login){.contract = &a->l.contract,
                              .wallet = &a->wallet,
                              .base_url = SPAN("http://127.0.0.1:1"),
                              .diag = &a->l.diag};
    assert_int_equal(
        login_find_flows(&a->login, identity, &a->l.contract.schemes.at[0], spec, &a->flows), OK);
}

static const struct identity user = {.name = SPAN_INIT("anna"),
                                     .username = SPAN_INIT("anna"),
                                     .password = {.value = SPAN_INIT("made-up-1")}};

static void of_users_and_clients(void **state) {
    (void)state;
    struct asked a;
    ask(&a, FLOWS("/p"), &user, NULL);
    assert_int_equal(a.flows.n, 1); /* a password goes where passwords are asked for */
    assert_span(a.flows.at[0].path, "/p");
    assert_false(a.flows.at[0].client);
    arena_free(&a.l.arena);
    struct identity both = user;
    both.client_id = SPAN("desk");
    ask(&a, FLOWS("/p"), &both, NULL);
    assert_int_equal(a.flows.n, 3); /* whoever has both may be asked for both anywhere */
    assert_false(a.flows.at[0].client);
    arena_free(&a.l.arena);
    struct identity client = {.name = SPAN("desk"), .client_id = SPAN("desk")};
    ask(&a, FLOWS("/p"), &client, NULL);
    assert_int_equal(a.flows.n, 3);
    assert_true(a.flows.at[0].client);
    arena_free(&a.l.arena);
    struct identity bare = {.name = SPAN("desk")};
    struct login_spec spec = {.scheme = SPAN("o"), .client_id = SPAN("desk")};
    ask(&a, FLOWS("/p"), &bare, &spec); /* the file names the client for the scheme */
    assert_int_equal(a.flows.n, 3);
    assert_true(a.flows.at[0].client && a.flows.at[0].spec == &spec);
    arena_free(&a.l.arena);
    ask(&a, FLOWS("/p"), &bare, NULL);
    assert_int_equal(a.flows.n, 0);
    arena_free(&a.l.arena);
}

/* A password goes to no other host; where the contract says that the API is there, its path is the
 * target's. */
static void of_other_hosts(void **state) {
    (void)state;
    struct asked a;
    ask(&a, FLOWS("https://login.example/p"), &user, NULL);
    assert_int_equal(a.flows.n, 0);
    arena_free(&a.l.arena);
    ask(&a, FLOWS("https://api.example/p"), &user, NULL);
    assert_int_equal(a.flows.n, 1);
    assert_span(a.flows.at[0].url, "http://127.0.0.1:1/p");
    arena_free(&a.l.arena);
}

static struct span code_of(struct arena *arena, const char *seed) {
    struct span code = SPAN("");
    assert_true(login_otp(arena, span_from(seed), &code));
    return code;
}

/* The same code, as long as the clock does not pass into the next half minute: then it is asked for
 * anew. */
static void seeds(void **state) {
    (void)state;
    static const char plain[] = "JBSWY3DPEHPK3PXP";
    static const char *const forms[] = {
        "jbsw y3dp ehpk 3pxp", "JBSW-Y3DP-EHPK-3PXP",
        "JBSWY3DPEHPK3PXP==", "otpauth://totp/shop:anna?secret=JBSWY3DPEHPK3PXP&issuer=shop",
        "otpauth://totp/shop:anna?issuer=shop&secret=jbswy3dpehpk3pxp"};
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        struct span before, code, after;
        do {
            before = code_of(&arena, plain);
            code = code_of(&arena, forms[i]);
            after = code_of(&arena, plain);
        } while (!span_equal(before, after));
        assert_int_equal(code.len, 6);
        if (!span_equal(code, before)) {
            fail_msg("%s", forms[i]);
        }
    }
    struct span code;
    assert_false(login_otp(&arena, SPAN("1!"), &code));
    assert_false(login_otp(&arena, SPAN(""), &code));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_users_and_clients),
        cmocka_unit_test(of_other_hosts),
        cmocka_unit_test(seeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
