/* SPDX-License-Identifier: Apache-2.0 */
/* What every test of the client needs. */
#include "fixture.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>

int fixture_open(void **state, server_handler *handler) {
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    assert_non_null(fixture);
    arena_init(&fixture->arena, SIZE_MAX);
    server_start(&fixture->server, handler, NULL);
    const struct client_options options = {.timeout = 600};
    fixture_reopen(fixture, &options);
    *state = fixture;
    return 0;
}

int fixture_close(void **state) {
    struct fixture *fixture = *state;
    client_close(&fixture->client);
    server_stop(&fixture->server);
    arena_free(&fixture->arena);
    free(fixture->sent);
    free(fixture);
    return 0;
}

void fixture_reopen(struct fixture *fixture, const struct client_options *options) {
    client_close(&fixture->client);
    assert_int_equal(client_open(options, span_from(fixture->server.origin), &fixture->client), OK);
}

struct exchange *fixture_exchange(struct fixture *fixture, const char *method, const char *target) {
    struct exchange *exchange = arena_new(&fixture->arena, struct exchange);
    assert_non_null(exchange);
    exchange->request.method = span_from(method);
    exchange->request.url =
        arena_join(&fixture->arena, span_from(fixture->server.origin), span_from(target));
    assert_non_null(exchange->request.url.ptr);
    return exchange;
}

void fixture_send(struct fixture *fixture, struct exchange *exchange) {
    assert_int_equal(client_fetch(fixture->client, &fixture->arena, exchange), OK);
    assert_int_equal(client_pending(fixture->client), 0);
}

struct exchange *fixture_get(struct fixture *fixture, const char *target) {
    struct exchange *exchange = fixture_exchange(fixture, "GET", target);
    fixture_send(fixture, exchange);
    return exchange;
}

void fixture_assert_sent(struct fixture *fixture, const char *text, int how, const char *file,
                         int line) {
    free(fixture->sent);
    fixture->sent = server_last(&fixture->server, &fixture->sent_len);
    struct span sent = {fixture->sent, fixture->sent_len};
    bool found = span_find(sent, span_from(text)) != SIZE_MAX;
    bool good = how == SENT_WHOLE ? span_equal(sent, span_from(text)) : found == (how == SENT_PART);
    if (!good) {
        print_message("%s:%d: asked for (%d):\n%s\nsent:\n%.*s\n", file, line, how, text,
                      SPAN_ARG(sent));
        _fail(file, line);
    }
}

unsigned fixture_ms(void) {
    return (unsigned)(clock_ns() / 1000000);
}
