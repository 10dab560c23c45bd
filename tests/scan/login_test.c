/* SPDX-License-Identifier: Apache-2.0 */
/* What logins at a real server give, in every way, and how it is renewed. */
#include "base/clock.h"
#include "login_run.h"

#include <stdio.h>

static struct span value(struct run *run, const char *path) {
    const struct credential *credential = held(run, path);
    return credential ? credential->secret.value : (struct span){NULL, 0};
}

static int64_t expires(const struct run *run) {
    return wallet_expires(&run->wallet, alice(run));
}

static void token_pair(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" DRF PAIR REFRESH GUARDED("jwt") SCHEMES, ALICE);
    assert_int_equal(run.err, OK);
    assert_true(span_starts(value(&run, "/x"), SPAN("eyJ")));
    assert_span(held(&run, "/x")->secret.name, "$ALICE_TOKEN");
    assert_span(held(&run, "/x")->origin, "POST /api/token/");
    assert_span(wallet_refresh_token(&run.wallet, alice(&run)), "refresh-made-up-1");
    assert_true(wallet_renewable(&run.wallet, alice(&run)));
    int64_t left = expires(&run) - clock_unix();
    assert_true(left > 250 && left <= 300);
    assert_true(login_expires_within(&run.wallet, alice(&run), clock_unix(), 301));
    assert_false(login_expires_within(&run.wallet, alice(&run), clock_unix(), 60));
    struct span old = value(&run, "/x");
    assert_int_equal(login_renew(&run.login, alice(&run)), OK);
    assert_false(span_equal(value(&run, "/x"), old));
    assert_true(span_equal(wallet_old_token(&run.wallet, alice(&run)), old));
    assert_true(expires(&run) - clock_unix() > 800);
    assert_span(identities_redact(&run.identities, &run.l.arena, old), "$ALICE_TOKEN");
    /* without the refresh token it logs in again */
    run.wallet.grants.at[0]->refresh.value = SPAN("no longer good");
    assert_int_equal(login_renew(&run.login, alice(&run)), OK);
    assert_true(expires(&run) - clock_unix() <= 300);
    assert_int_equal(run.diag.items.n, 0);
    end(&run);
}

static void drf_token(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" DRF GUARDED("tok") SCHEMES, ALICE);
    assert_int_equal(run.err, OK);
    assert_span(value(&run, "/x"), "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b");
    end(&run);
    start(&run,
          HEAD "paths:\n" DRF PAIR GUARDED(
              "tok") "  /y: {get: {security: [{jwt: []}], responses: {}}}\n" SCHEMES,
          ALICE);
    assert_int_equal(run.err, OK);
    assert_span(value(&run, "/x"), "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b");
    assert_true(span_starts(value(&run, "/y"), SPAN("eyJ")));
    end(&run);
}

static void password_grant(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" GUARDED("oau") SCHEMES, ALICE);
    assert_int_equal(run.err, OK);
    assert_span(value(&run, "/x"), "opaque-made-up");
    assert_true(expires(&run) - clock_unix() > 500);
    assert_true(run.wallet.grants.at[0]->refresh_form);
    end(&run);
}

#define GRANT_AT(path)                                                                \
    HEAD "paths:\n" GUARDED("o")                                                      \
        ALSO("/y", "p") "components:\n  securitySchemes:\n"                           \
                        "    o: &o {type: oauth2, flows: {password: {tokenUrl: " path \
                        ", scopes: {}}}}\n    p: *o\n"
#define OF_CLIENT "client_id: desk, client_secret: made-up-desk-secret"
#define SCOPE "scope: orders:read orders:write"

/* The client's name and secret by Basic or in the body, whichever the server takes, of the user or
 * of the scheme; and with them the refresh token. */
static void password_grant_of_a_client(void **state) {
    (void)state;
    static const char *const contracts[] = {(GRANT_AT("/grant-by-basic")),
                                            (GRANT_AT("/grant-in-body"))};
    static const char *const given[] = {
        "identities: {alice: {username: alice, password: made-up-password, " OF_CLIENT ", " SCOPE
        "}}\n",
        "logins: {o: {" OF_CLIENT ", " SCOPE "}, p: {" OF_CLIENT ", " SCOPE "}}\n" ALICE,
    };
    struct run run;
    for (size_t i = 0; i < 4; i++) {
        start(&run, contracts[i / 2], given[i % 2]);
        assert_int_equal(run.err, OK);
        assert_true(span_starts(value(&run, "/x"), SPAN("granted-made-up-")));
        assert_true(span_starts(value(&run, "/y"), SPAN("granted-made-up-")));
        struct span old = value(&run, "/x");
        assert_int_equal(login_renew(&run.login, alice(&run)), OK);
        assert_false(span_equal(value(&run, "/x"), old));
        assert_int_equal(span_starts(value(&run, "/x"), SPAN("renewed")), i / 2);
        assert_int_equal(run.diag.items.n, 0);
        end(&run);
    }
    start(&run, GRANT_AT("/grant-in-body"), ALICE);
    assert_int_equal(run.err, ERR_LOGIN); /* without them there is nothing */
    end(&run);
}

/* What a program printed is replaced by what it prints now; $$ is another number each time. */
static void by_command(void **state) {
    (void)state;
    static const struct {
        const char *command;
        bool ends;
    } cases[] = {
        {"[sh, -c, 'echo made-up-$$']", false},
        {"[sh, -c, 'printf \"{\\\"a\\\": {\\\"b\\\": \\\"made-up-$$\\\"}, "
         "\\\"expires_in\\\": 500}\"'], pointer: /a/b",
         true},
    };
    struct run run;
    for (size_t i = 0; i < 2; i++) {
        char file[256];
        (void)snprintf(file, sizeof(file), "identities: {alice: {command: %s}}\n",
                       cases[i].command);
        start(&run, HEAD "paths:\n" GUARDED("jwt") SCHEMES, file);
        assert_int_equal(run.err, OK);
        struct span old = value(&run, "/x");
        assert_true(span_starts(old, SPAN("made-up-")));
        assert_int_equal(expires(&run) > clock_unix() + 400, cases[i].ends);
        assert_true(wallet_renewable(&run.wallet, alice(&run)));
        assert_int_equal(login_renew(&run.login, alice(&run)), OK);
        assert_true(span_starts(value(&run, "/x"), SPAN("made-up-")));
        assert_false(span_equal(value(&run, "/x"), old));
        assert_span(identities_redact(&run.identities, &run.l.arena, old), "$ALICE_TOKEN");
        char fails[] = "false";
        char *argv[] = {fails, NULL};
        run.identities.all.at[0].command.argv = argv;
        assert_int_equal(login_renew(&run.login, alice(&run)), ERR_LOGIN);
        assert_told(&run, "ids.yaml:1:14: error: alice: the command false failed (its exit status "
                          "is not 0)");
        end(&run);
    }
    char later[] = "echo '{\"detail\": \"come back later\"}'", sh[] = "sh", c[] = "-c";
    char *argv[] = {sh, c, later, NULL};
    start(&run, HEAD "paths:\n" GUARDED("jwt") SCHEMES,
          "identities: {alice: {command: [echo, made-up]}}\n");
    run.identities.all.at[0].command.argv = argv;
    assert_int_equal(login_renew(&run.login, alice(&run)), ERR_LOGIN);
    assert_told(&run, "ids.yaml:1:14: error: alice: its command printed JSON without the token "
                      "that it had before");
    end(&run);
}

/* The API is below a path, and nothing names a login: one stands at the origin's root. */
static void login_at_the_root(void **state) {
    (void)state;
    struct run run;
    start_below(&run, "/shop/v2", HEAD "paths:\n" GUARDED("jwt") SCHEMES, ALICE);
    assert_int_equal(run.err, OK);
    assert_true(span_starts(value(&run, "/x"), SPAN("eyJ")));
    assert_span(held(&run, "/x")->origin, "POST /api/token/");
    end(&run);
}

static void other_names(void **state) {
    (void)state;
    struct run run;
    start(&run,
          HEAD
          "paths:\n"
          "  /signin: {post: {requestBody: {content: {application/json: {schema: {type: object, "
          "properties: {email: {type: string}, passwd: {type: string}}}}}}, responses: "
          "{}}}\n" GUARDED("jwt") SCHEMES,
          ALICE);
    assert_int_equal(run.err, OK);
    assert_true(span_starts(value(&run, "/x"), SPAN("eyJ")));
    end(&run);
}

static void session_page(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" GUARDED("ses") SCHEMES, ALICE);
    assert_int_equal(run.err, OK);
    assert_span(value(&run, "/x"), "session-made-up");
    struct request request = {.method = SPAN("POST"), .url = SPAN("http://h/")};
    assert_int_equal(wallet_present(&run.wallet, &run.l.arena, alice(&run),
                                    &operation_of(&run.l, "GET", "/x")->security.any.at[0],
                                    &request),
                     OK);
    assert_span(fields_get(&request.fields, SPAN("X-CSRFToken")), "fresh-token-made-up");
    end(&run);
}

static void session_by_json(void **state) {
    (void)state;
    struct run run;
    start(&run,
          HEAD "paths:\n" LOGIN_AT("/api/login", "ok: {type: boolean}") GUARDED("sid") SCHEMES,
          ALICE);
    assert_int_equal(run.err, OK);
    assert_span(value(&run, "/x"), "sid-made-up");
    end(&run);
}

static void token_in_cookies(void **state) {
    (void)state;
    struct run run;
    start(&run,
          HEAD "paths:\n" LOGIN_AT("/cookie-login", "access: {type: string}") GUARDED("acc")
              ALSO("/y", "oth") SCHEMES,
          ALICE);
    assert_int_equal(run.err, OK);
    assert_true(span_starts(presented(&run, "/x", "Cookie"), SPAN("access_token=eyJ")));
    assert_true(span_starts(presented(&run, "/y", "Cookie"), SPAN("other_token=eyJ")));
    int64_t left = expires(&run) - clock_unix(); /* the sooner of both */
    assert_true(left > 80 && left <= 120);
    struct span old = presented(&run, "/x", "Cookie"), other = presented(&run, "/y", "Cookie");
    assert_int_equal(login_renew(&run.login, alice(&run)), OK);
    assert_false(span_equal(presented(&run, "/x", "Cookie"), old));
    assert_false(span_equal(presented(&run, "/y", "Cookie"), other));
    assert_span(identities_redact(&run.identities, &run.l.arena, old),
                "access_token=$ALICE_SESSION");
    assert_span(identities_redact(&run.identities, &run.l.arena, other),
                "other_token=$ALICE_OTHER_TOKEN");
    end(&run);
}

static void token_in_a_header(void **state) {
    (void)state;
    struct run run;
    start(&run,
          HEAD "paths:\n" LOGIN_AT("/header-login", "token: {type: string}") GUARDED("xat")
              ALSO("/y", "raw") ALSO("/z", "key") SCHEMES,
          ALICE);
    assert_int_equal(run.err, OK);
    assert_true(span_starts(presented(&run, "/x", "X-Auth-Token"), SPAN("eyJ")));
    assert_true(
        span_equal(presented(&run, "/y", "Authorization"), presented(&run, "/x", "X-Auth-Token")));
    assert_null(
        wallet_find(&run.wallet, alice(&run), /* nobody logs in for an API key */
                    operation_of(&run.l, "GET", "/z")->security.any.at[0].needs.at[0].scheme));
    int64_t left = expires(&run) - clock_unix();
    assert_true(left > 80 && left <= 120);
    struct span old = presented(&run, "/x", "X-Auth-Token");
    assert_int_equal(login_renew(&run.login, alice(&run)), OK);
    assert_false(span_equal(presented(&run, "/x", "X-Auth-Token"), old));
    assert_span(identities_redact(&run.identities, &run.l.arena, old), "$ALICE_TOKEN");
    end(&run);
}

/* What the file names a login for is given by it, whatever its header is called. */
static void named_for_a_header(void **state) {
    (void)state;
    static const char *const names[] = {"key", "x-api-key"};
    for (size_t i = 0; i < 2; i++) {
        struct run run;
        char file[512];
        snprintf(file, sizeof(file), "logins: {%s: {operation: POST /header-login}}\n" ALICE,
                 names[i]);
        start(&run,
              HEAD "paths:\n" LOGIN_AT("/header-login", "token: {type: string}") GUARDED("key")
                  SCHEMES,
              file);
        assert_int_equal(run.err, OK);
        assert_true(span_starts(presented(&run, "/x", "X-API-Key"), SPAN("eyJ")));
        end(&run);
    }
}

/* A login that nothing can use is told. */
static void named_for_a_password(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" GUARDED("bas") SCHEMES,
          "logins: {bas: {operation: POST /header-login}}\n" ALICE);
    assert_int_equal(run.err, OK);
    assert_told(&run, "ids.yaml:1:10: warning: the login for \"bas\" is not used: no login gives "
                      "what that scheme "
                      "asks for");
    end(&run);
}

static void declared_in_the_file(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" GUARDED("jwt") SCHEMES,
          "login: {operation: POST /signin, token: /data/token, username_field: email, "
          "password_field: passwd}\n" ALICE);
    assert_int_equal(run.err, OK);
    assert_true(span_starts(value(&run, "/x"), SPAN("eyJ")));
    end(&run);
    start(&run, HEAD "paths:\n" GUARDED("jwt") SCHEMES,
          "login: {operation: POST /silent, token: /a}\n" ALICE);
    assert_int_equal(run.err, ERR_LOGIN);
    assert_null(held(&run, "/x"));
    assert_told(&run, "ids.yaml:2:14: error: alice: POST /silent answered 200 with the member "
                      "hello, with nothing where "
                      "the file says the token is");
    end(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(token_pair),           cmocka_unit_test(drf_token),
        cmocka_unit_test(password_grant),       cmocka_unit_test(other_names),
        cmocka_unit_test(session_page),         cmocka_unit_test(session_by_json),
        cmocka_unit_test(token_in_cookies),     cmocka_unit_test(token_in_a_header),
        cmocka_unit_test(declared_in_the_file), cmocka_unit_test(password_grant_of_a_client),
        cmocka_unit_test(named_for_a_header),   cmocka_unit_test(named_for_a_password),
        cmocka_unit_test(by_command),           cmocka_unit_test(login_at_the_root),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
