/* SPDX-License-Identifier: Apache-2.0 */
/* Proxies: the one that was given, and never one of the environment's. */
#define _DEFAULT_SOURCE
#include "fixture.h"
#include "tls.h"

#include <signal.h>
#include <stdlib.h>

/* Answers plain requests itself; opens a "tunnel" to a TLS server that it is itself. */
static void proxy(struct connection *connection) {
    struct tls *tls = connection->server->user;
    while (server_read(connection)) {
        if (!span_starts((struct span){connection->request, connection->len}, SPAN("CONNECT "))) {
            server_answer(connection, "HTTP/1.1 200 OK\r\n", "by proxy");
        } else if (!tls) {
            server_answer(connection, "HTTP/1.1 403 Forbidden\r\n", "no");
        } else {
            server_text(connection, "HTTP/1.1 200 Established\r\nX-Of-The-Proxy: 1\r\n\r\n");
            if (tls_accept(tls, connection)) {
                (void)tls_read(connection);
                tls_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ntunnel");
                tls_end(connection, true);
            }
            return;
        }
    }
}

FIXTURE(proxy)

static struct exchange *get(struct fixture *fixture, const char *origin, const char *target,
                            const struct client_options *options) {
    client_close(&fixture->client);
    assert_int_equal(client_open(options, span_from(origin), &fixture->client), OK);
    struct exchange *exchange = fixture_exchange(fixture, "GET", "");
    exchange->request.url = arena_join(&fixture->arena, span_from(origin), span_from(target));
    assert_true(fields_add(&fixture->arena, &exchange->request.fields, SPAN("Authorization"),
                           SPAN("Bearer made-up")));
    fixture_send(fixture, exchange);
    return exchange;
}

/* The target's name exists nowhere: only the proxy can have answered. */
static const char *const plain_origin = "http://target.invalid:81";

static void test_absolute_form(void **state) {
    struct fixture *fixture = *state;
    const struct client_options options = {.proxy = fixture->server.origin};
    struct exchange *exchange = get(fixture, plain_origin, "/a/../b//%2e?q#f", &options);
    assert_int_equal(exchange->response.wire, WIRE_OK);
    assert_span(exchange->response.body, "by proxy");
    assert_sent_part(fixture, "GET http://target.invalid:81/a/../b//%2e?q HTTP/1.1\r\n"
                              "Host: target.invalid:81\r\n");
    (void)get(fixture, plain_origin, "", &options);
    assert_sent_part(fixture, "GET http://target.invalid:81/ HTTP/1.1\r\n");
}

static void test_without_scheme(void **state) {
    struct fixture *fixture = *state;
    const struct client_options options = {.proxy = fixture->server.origin + 7};
    assert_int_equal(get(fixture, plain_origin, "/", &options)->response.wire, WIRE_OK);
}

static void test_environment_is_not_asked(void **state) {
    struct fixture *fixture = *state;
    static const char *const names[] = {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(setenv(names[i], "http://127.0.0.1:1", 1), 0);
    }
    assert_int_equal(setenv("no_proxy", "*", 1), 0);
    const struct client_options direct = {0};
    fixture_reopen(fixture, &direct);
    assert_int_equal(fixture_get(fixture, "/direct")->response.wire, WIRE_OK);
    assert_sent_part(fixture, "GET /direct HTTP/1.1\r\n");
    const struct client_options options = {.proxy = fixture->server.origin};
    assert_int_equal(get(fixture, plain_origin, "/", &options)->response.wire, WIRE_OK);
    for (size_t i = 0; i < 4; i++) {
        (void)unsetenv(names[i]);
    }
    (void)unsetenv("no_proxy");
}

static void test_tunnel(void **state) {
    struct fixture *fixture = *state;
    struct tls tls;
    tls_open(&tls, "DNS:target.invalid", 1);
    fixture->server.user = &tls;
    const struct client_options options = {.proxy = fixture->server.origin,
                                           .ca_file = tls.certificate};
    struct exchange *exchange = get(fixture, "https://target.invalid", "/x", &options);
    assert_int_equal(exchange->response.wire, WIRE_OK);
    assert_span(exchange->response.body, "tunnel");
    assert_null(fields_get(&exchange->response.fields, SPAN("X-Of-The-Proxy")).ptr);
    assert_sent_part(fixture, "CONNECT target.invalid:443 HTTP/1.1\r\n");
    assert_not_sent(fixture, "made-up"); /* credentials are the target's business */
    client_close(&fixture->client);
    tls_close(&tls);
}

static void test_refused(void **state) {
    struct fixture *fixture = *state;
    struct client_options options = {.proxy = fixture->server.origin};
    struct exchange *exchange = get(fixture, "https://target.invalid", "/x", &options);
    assert_int_equal(exchange->response.wire, WIRE_CONNECT);
    assert_int_equal(exchange->response.status, 0); /* the proxy's 403 is not the target's */
    options.proxy = "http://127.0.0.1:1";
    assert_int_equal(get(fixture, plain_origin, "/", &options)->response.wire, WIRE_CONNECT);
    options.proxy = "http://proxy.invalid:1";
    assert_int_equal(get(fixture, plain_origin, "/", &options)->response.wire, WIRE_RESOLVE);
}

int main(void) {
    (void)signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        fixture_test(test_absolute_form),
        fixture_test(test_without_scheme),
        fixture_test(test_environment_is_not_asked),
        fixture_test(test_tunnel),
        fixture_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
