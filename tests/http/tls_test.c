/* SPDX-License-Identifier: Apache-2.0 */
/* TLS: whom the client trusts, what it offers, and what it makes of broken sessions. */
#include "fixture.h"
#include "tls.h"

#include <signal.h>
#include <stdio.h>

/* Keeps the session, and answers every request. */
static void secure(struct connection *connection) {
    struct tls *tls = connection->server->user;
    if (!tls_accept(tls, connection)) {
        return;
    }
    while (tls_read(connection)) {
        if (!tls_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe")) {
            break;
        }
    }
    tls_end(connection, true);
}

/* The session ends within a body, without a word. */
static void rude(struct connection *connection) {
    if (tls_accept(connection->server->user, connection)) {
        (void)tls_read(connection);
        tls_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nto be contin");
        tls_end(connection, false);
    }
}

static void plain(struct connection *connection) {
    server_text(connection, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
}

static void close_at_once(struct connection *connection) {
    (void)connection;
}

/* One request to a new server with a new certificate. */
struct trial {
    server_handler *handler;
    const char *name;
    int days;
    bool insecure, trusted, http1_only, no_such_ca;
    enum wire wire;
};

static bool offered_h2;

static void check(const struct trial *trial) {
    struct server server;
    struct tls tls;
    tls_open(&tls, trial->name, trial->days);
    server_start(&server, trial->handler, &tls);
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct client_options options = {.timeout = 600,
                                     .insecure = trial->insecure,
                                     .http1_only = trial->http1_only,
                                     .ca_file = trial->trusted      ? tls.certificate
                                                : trial->no_such_ca ? "/nonexistent.pem"
                                                                    : NULL};
    struct span origin = arena_printf(&arena, "https://127.0.0.1:%u", server.port);
    struct client *client = NULL;
    assert_int_equal(client_open(&options, origin, &client), OK);
    for (int i = 0; i < 2; i++) {
        struct exchange exchange = {.request = {.method = SPAN("GET"), .url = origin}};
        assert_int_equal(client_fetch(client, &arena, &exchange), OK);
        if (exchange.response.wire != trial->wire) {
            print_message("%s: %s (%.*s)\n", trial->name, wire_words(exchange.response.wire),
                          SPAN_ARG(exchange.response.detail));
        }
        assert_int_equal(exchange.response.wire, trial->wire);
        if (trial->wire == WIRE_OK) {
            assert_span(exchange.response.body, "safe");
        } else {
            assert_true(exchange.response.detail.len > 0);
        }
    }
    assert_true(trial->wire != WIRE_OK || server_accepted(&server) == 1); /* kept alive */
    client_close(&client);
    server_stop(&server);
    offered_h2 = tls.saw_h2;
    tls_close(&tls);
}

static void test_trust(void **state) {
    (void)state;
    static const struct trial trials[] = {
        {.name = "IP:127.0.0.1", .days = 1, .wire = WIRE_TLS},
        {.name = "IP:127.0.0.1", .days = 1, .insecure = true, .wire = WIRE_OK},
        {.name = "IP:127.0.0.1", .days = 1, .trusted = true, .wire = WIRE_OK},
        {.name = "DNS:other.example", .days = 1, .trusted = true, .wire = WIRE_TLS},
        {.name = "DNS:other.example", .days = 1, .insecure = true, .wire = WIRE_OK},
        {.name = "IP:127.0.0.1", .days = -1, .trusted = true, .wire = WIRE_TLS},
        {.name = "IP:127.0.0.1", .days = -1, .insecure = true, .wire = WIRE_OK},
        {.name = "IP:127.0.0.1", .days = 1, .no_such_ca = true, .wire = WIRE_TLS},
    };
    for (size_t i = 0; i < sizeof(trials) / sizeof(trials[0]); i++) {
        struct trial trial = trials[i];
        trial.handler = secure;
        check(&trial);
    }
}

static void test_alpn(void **state) {
    (void)state;
    struct trial trial = {
        .handler = secure, .name = "IP:127.0.0.1", .days = 1, .trusted = true, .wire = WIRE_OK};
    check(&trial);
    assert_true(offered_h2);
    trial.http1_only = true;
    check(&trial);
    assert_false(offered_h2);
}

static void test_broken(void **state) {
    (void)state;
    struct trial trial = {.name = "IP:127.0.0.1", .days = 1, .insecure = true, .wire = WIRE_TLS};
    trial.handler = plain;
    check(&trial);
    trial.handler = close_at_once;
    check(&trial);
    trial.handler = rude;
    trial.wire = WIRE_CUT;
    check(&trial);
}

int main(void) {
    (void)signal(SIGPIPE, SIG_IGN); /* OpenSSL's writes on the server's side */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trust),
        cmocka_unit_test(test_alpn),
        cmocka_unit_test(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
