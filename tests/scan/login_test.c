/* SPDX-License-Identifier: Apache-2.0 */
/* Logging in to a real server, in every way; and what is said when it fails. */
#define _GNU_SOURCE
#include "scan/login/login_operation.h"

#include "base/clock.h"
#include "contract_text.h"
#include "scan/credential/wallet.h"
#include "scan/login/login_page.h"
#include "text/json.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static struct {
    int input, output;
    pid_t pid;
    char url[64];
} server;

static int start_server(void **state) {
    (void)state;
    int in[2], out[2];
    char script[4096], port[16] = {0};
    (void)snprintf(script, sizeof(script), "%s/tests/scan/login_server.py",
                   getenv("POSTERN_SOURCE"));
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) {
        return -1;
    }
    server.pid = fork();
    if (server.pid == 0) {
        (void)dup2(in[0], STDIN_FILENO);
        (void)dup2(out[1], STDOUT_FILENO);
        (void)execl("/usr/bin/python3", "python3", script, (char *)NULL);
        _exit(127);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    server.input = in[1];
    server.output = out[0];
    if (server.pid < 0 || read(server.output, port, sizeof(port) - 1) <= 0) {
        return -1;
    }
    (void)snprintf(server.url, sizeof(server.url), "http://127.0.0.1:%d", atoi(port));
    return 0;
}

static int stop_server(void **state) {
    (void)state;
    (void)close(server.input);
    (void)close(server.output);
    return waitpid(server.pid, NULL, 0) == server.pid ? 0 : -1;
}

struct run {
    struct loaded l;
    struct identities identities;
    struct wallet wallet;
    struct client *client;
    struct login login;
    struct diag diag;
    enum err err;
};

static void start(struct run *run, const char *contract, const char *identities) {
    load_contract(&run->l, contract);
    diag_init(&run->diag, &run->l.arena);
    assert_int_equal(identities_load(&run->l.arena, span_from(identities), SPAN("ids.yaml"),
                                     &run->identities, &run->diag),
                     OK);
    const struct client_options options = {.timeout = 10};
    assert_int_equal(client_open(&options, span_from(server.url), &run->client), OK);
    run->login = (struct login){.client = run->client,
                                .contract = &run->l.contract,
                                .wallet = &run->wallet,
                                .base_url = span_from(server.url),
                                .diag = &run->diag};
    wallet_init(&run->wallet, &run->l.arena, &run->l.contract, &run->identities);
    run->err = login_all(&run->login);
}

static void end(struct run *run) {
    client_close(&run->client);
    arena_free(&run->l.arena);
}

static void assert_told(struct run *run, const char *line) {
    assert_int_equal(run->diag.items.n, 1);
    assert_span(diag_line(&run->l.arena, &run->diag.items.at[0]), line);
}

#define HEAD "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
#define LOGIN_AT(path, answer)                                                                     \
    "  " path ": {post: {security: [], requestBody: {content: {application/json: {schema: {type: " \
    "object, required: [username, password], properties: {username: {type: string}, password: "    \
    "{type: string}}}}}}, responses: {'200': {description: ok, content: {application/json: "       \
    "{schema: {type: object, properties: {" answer "}}}}}}}}\n"
#define PAIR LOGIN_AT("/api/token/", "access: {type: string}, refresh: {type: string}")
#define DRF LOGIN_AT("/api-token-auth/", "token: {type: string}")
#define REFRESH                                                                                \
    "  /api/token/refresh/: {post: {security: [], requestBody: {content: {application/json: "  \
    "{schema: {type: object, required: [refresh], properties: {refresh: {type: string}}}}}}, " \
    "responses: {}}}\n"
#define GUARDED(scheme) "  /x: {get: {security: [{" scheme ": []}], responses: {}}}\n"
#define SCHEMES                                                                                   \
    "components:\n  securitySchemes:\n"                                                           \
    "    jwt: {type: http, scheme: bearer, bearerFormat: JWT}\n"                                  \
    "    tok: {type: apiKey, in: header, name: Authorization, description: 'prefix \"Token\"'}\n" \
    "    ses: {type: apiKey, in: cookie, name: sessionid}\n"                                      \
    "    sid: {type: apiKey, in: cookie, name: sid}\n"                                            \
    "    acc: {type: apiKey, in: cookie, name: access_token}\n"                                   \
    "    oth: {type: apiKey, in: cookie, name: other_token}\n"                                    \
    "    xat: {type: apiKey, in: header, name: X-Auth-Token}\n"                                   \
    "    key: {type: apiKey, in: header, name: X-API-Key}\n"                                      \
    "    raw: {type: apiKey, in: header, name: Authorization}\n"                                  \
    "    bas: {type: http, scheme: basic}\n"                                                      \
    "    oau: {type: oauth2, flows: {password: {tokenUrl: token, scopes: {}}}}\n"                 \
    "    far: {type: oauth2, flows: {password: {tokenUrl: 'http://far.example/token', scopes: "   \
    "{}}}}\n"
#define ALICE "identities: {alice: {username: alice, password: made-up-password}}\n"
#define MALLORY "identities: {alice: {username: alice, password: not-the-password}}\n"

static const struct identity *alice(const struct run *run) {
    return &run->identities.all.at[0];
}

/* What alice has for the scheme that GET path declares. */
static const struct credential *held(struct run *run, const char *path) {
    const struct operation *operation = operation_of(&run->l, "GET", path);
    return wallet_find(&run->wallet, alice(run), operation->security.any.at[0].needs.at[0].scheme);
}

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

/* What the request of GET path presents in a field, by what alice holds. */
static struct span presented(struct run *run, const char *path, const char *field) {
    struct request request = {.method = SPAN("GET"), .url = SPAN("http://h/")};
    const struct requirement *requirement =
        wallet_choose(&run->wallet, alice(run), &operation_of(&run->l, "GET", path)->security);
    assert_non_null(requirement);
    assert_int_equal(wallet_present(&run->wallet, &run->l.arena, alice(run), requirement, &request),
                     OK);
    return fields_get(&request.fields, span_from(field));
}

#define ALSO(path, scheme) "  " path ": {get: {security: [{" scheme ": []}], responses: {}}}\n"

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
    struct span url = arena_printf(&arena, "%s/log", server.url);
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

static void pages(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct page_form form;
    assert_true(
        page_read(&arena,
                  SPAN("<form action='/search'><input name=q></form>"
                       "<FORM ACTION=\"?a=1&amp;b=2\"><input type=hidden name=t value='1\"2'>"
                       "<input name=\"u\" autofocus><input type='password' name=p></FORM>"
                       "<form><input type=password name=second></form>"),
                  &form));
    assert_span(form.action, "?a=1&b=2");
    assert_span(form.username, "u");
    assert_span(form.password, "p");
    assert_int_equal(form.hidden.n, 1);
    assert_span(form.hidden.at[0].value, "1\"2");
    static const char *const none[] = {
        "",       "<",       "<form",     "<form><input type=password", "<input name=x>",
        "<a b='", "</form>", "{\"a\": 1}"};
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        assert_false(page_read(&arena, span_from(none[i]), &form));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(token_pair),           cmocka_unit_test(drf_token),
        cmocka_unit_test(password_grant),       cmocka_unit_test(other_names),
        cmocka_unit_test(session_page),         cmocka_unit_test(session_by_json),
        cmocka_unit_test(declared_in_the_file), cmocka_unit_test(failures),
        cmocka_unit_test(expired_token),        cmocka_unit_test(no_needless_logins),
        cmocka_unit_test(login_operations),     cmocka_unit_test(pages),
        cmocka_unit_test(token_in_cookies),     cmocka_unit_test(token_in_a_header),
        cmocka_unit_test(given_tokens_stay),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}
