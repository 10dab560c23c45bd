/* SPDX-License-Identifier: Apache-2.0 */
/* When nobody logs in, and what is said when a login fails. */
#include "login_run.h"
#include "scan/login/login_operation.h"
#include "text/json.h"

/* A login does not replace what the file gives, until that has ended. */
static void given_tokens_stay(void **state) {
    (void)state;
    static const char contract[] =
        HEAD "paths:\n" LOGIN_AT("/header-login", "token: {type: string}") GUARDED("xat")
            ALSO("/y", "jwt") SCHEMES;
    struct run run;
    start(&run, contract,
          "identities: {alice: {username: alice, password: made-up-password, header: "
          "{X-Auth-Token: made-up-and-given}}}\n");
    assert_int_equal(run.err, OK);
    assert_span(presented(&run, "/x", "X-Auth-Token"), "made-up-and-given");
    assert_true(span_starts(presented(&run, "/y", "Authorization"), SPAN("Bearer eyJ")));
    end(&run);
#define ENDED "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.bWFkZS11cA"
    start(&run, contract,
          "identities: {alice: {username: alice, password: made-up-password, header: "
          "{X-Auth-Token: " ENDED "}}}\n");
    assert_int_equal(run.err, OK);
    assert_false(span_equal(presented(&run, "/x", "X-Auth-Token"), SPAN(ENDED)));
    end(&run);
    start(&run, contract, "identities: {alice: {header: {X-Auth-Token: " ENDED "}}}\n");
    assert_int_equal(run.err, OK);
    assert_span(presented(&run, "/x", "X-Auth-Token"), ENDED); /* perhaps nobody looks at its end */
    assert_told(&run,
                "ids.yaml:1:14: warning: alice: the token expired at 2023-11-14T22:13:20Z and "
                "there is nothing to renew it with; it is sent all the same");
    end(&run);
    start(&run, contract, /* of a cookie that nobody asks for the end does not matter */
          "identities: {alice: {bearer: made-up, cookie: {visitor: " ENDED "}}}\n");
    assert_int_equal(run.err, OK);
    end(&run);
}

static void failures(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" PAIR GUARDED("jwt") SCHEMES, MALLORY);
    assert_int_equal(run.err, ERR_LOGIN);
    assert_null(held(&run, "/x"));
    assert_told(&run,
                "ids.yaml:1:14: error: alice: POST /api/token/ answered 401 {\"detail\": \"No "
                "active account found\", \"you sent\": \"$ALICE_PASSWORD\"}");
    end(&run);
    start(&run, HEAD "paths:\n" GUARDED("ses") SCHEMES, MALLORY);
    assert_int_equal(run.err, ERR_LOGIN);
    assert_told(&run, "ids.yaml:1:14: error: alice: POST /accounts/login/ answered 403");
    end(&run);
    start(&run, HEAD "paths:\n" GUARDED("far") SCHEMES, ALICE); /* another host is not asked */
    assert_int_equal(run.err, ERR_LOGIN);
    assert_int_equal(run.diag.items.n, 1);
    end(&run);
}

static void expired_token(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" GUARDED("jwt") SCHEMES,
          "identities: {bob: {bearer: "
          "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.bWFkZS11cA}}");
    assert_int_equal(run.err, OK);
    assert_told(&run, "ids.yaml:1:14: warning: bob: the token expired at 2023-11-14T22:13:20Z and "
                      "there is nothing to renew it with; it is sent all the same");
    end(&run);
}

/* What needs no login sends none: the server's log shows it. */
static void no_needless_logins(void **state) {
    (void)state;
    static const char *const contracts[] = {
        HEAD "paths:\n" PAIR GUARDED("bas") SCHEMES,
        HEAD "paths:\n" PAIR "  /x: {get: {security: [], responses: {}}}\n" SCHEMES,
    };
    struct exchange log[2] = {{.request = {.method = SPAN("GET")}},
                              {.request = {.method = SPAN("GET")}}};
    struct run run;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span url = arena_printf(&arena, "%s/log", server_url());
    const struct node *root[2];
    for (size_t i = 0; i < 2; i++) {
        log[0].request.url = log[1].request.url = url;
        start(&run, contracts[i], ALICE);
        assert_int_equal(run.err, OK);
        assert_int_equal(client_fetch(run.client, &arena, &log[0]), OK);
        end(&run);
        start(&run, contracts[i], ALICE);
        assert_int_equal(run.err, OK);
        assert_int_equal(client_fetch(run.client, &arena, &log[1]), OK);
        end(&run);
        const struct json_options options = {0};
        for (size_t k = 0; k < 2; k++) {
            assert_int_equal(json_parse(&arena, log[k].response.body, &options, &root[k], NULL),
                             OK);
        }
        /* the first look at the log itself, and three requests for the password of Basic */
        assert_int_equal(root[1]->len, root[0]->len + (i == 0 ? 4 : 1));
    }
}

/* A page that logs in administrators stands beside the login that gives tokens: what is open with a
 * token needs no session. */
static void no_page_beside_a_token(void **state) {
    (void)state;
    struct run run;
    start(&run, HEAD "paths:\n" PAIR GUARDED("ses: []}, {jwt") SCHEMES, ALICE);
    assert_int_equal(run.err, OK);
    assert_null(held(&run, "/x")); /* of the session, which is named first */
    assert_true(span_starts(presented(&run, "/x", "Authorization"), SPAN("Bearer eyJ")));
    end(&run);
}

static void login_operations(void **state) {
    (void)state;
    struct run run;
    start(&run,
          HEAD "paths:\n" PAIR REFRESH LOGIN_AT("/api/register/", "") LOGIN_AT("/users/", "")
              GUARDED("bas") SCHEMES,
          ALICE);
    assert_true(login_is_operation(&run.login, operation_of(&run.l, "POST", "/api/token/")));
    assert_true(
        login_is_operation(&run.login, operation_of(&run.l, "POST", "/api/token/refresh/")));
    assert_false(login_is_operation(&run.login, operation_of(&run.l, "POST", "/api/register/")));
    assert_false(login_is_operation(&run.login, operation_of(&run.l, "POST", "/users/")));
    assert_false(login_is_operation(&run.login, operation_of(&run.l, "GET", "/x")));
    end(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(given_tokens_stay),      cmocka_unit_test(failures),
        cmocka_unit_test(expired_token),          cmocka_unit_test(no_needless_logins),
        cmocka_unit_test(no_page_beside_a_token), cmocka_unit_test(login_operations),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
