/* SPDX-License-Identifier: Apache-2.0 */
/* A server that closes, stalls, drips, floods and lies: each ends in time, with its own word. */
#include "fixture.h"

#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

typedef void trick(struct connection *connection);

static void close_at_once(struct connection *connection) {
    (void)connection;
}

static void close_in_head(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nContent-Le");
}

static void close_in_body(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour");
}

static void close_in_chunk(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nfour");
}

/* Longer than any test lasts: who does not give up by its own clock never comes back. */
enum { FOR_EVER = 600000 };

static void stall(struct connection *connection) {
    server_linger(connection, FOR_EVER);
}

static void stall_in_body(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour");
    server_linger(connection, FOR_EVER);
}

static void drip(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n");
    while (server_text(connection, ".")) {
        server_linger(connection, 20);
    }
}

static void drip_head(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\n");
    while (server_text(connection, "A: b\r\n")) {
        server_linger(connection, 20);
    }
}

static void endless_head(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\n");
    while (server_text(connection, "X-Filler: 0123456789012345678901234567890123456789\r\n")) {
    }
}

static void endless_interim(struct connection *connection) {
    while (server_text(connection, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")) {
    }
}

static void endless_line(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nX-Long: ");
    while (server_text(connection, "0123456789012345678901234567890123456789")) {
    }
}

static void endless_status_line(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 ");
    while (server_text(connection, "0123456789012345678901234567890123456789")) {
    }
}

static void endless_body(struct connection *connection) {
    char block[16384];
    memset(block, 'b', sizeof(block));
    server_text(connection, "HTTP/1.1 200 OK\r\n\r\n");
    while (server_send(connection, (struct span){block, sizeof(block)})) {
    }
}

static void endless_chunks(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (server_text(connection, "10\r\n0123456789abcdef\r\n")) {
    }
}

static void endless_trailers(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
    while (server_text(connection, "Trailer: 0123456789012345678901234567890123456789\r\n")) {
    }
}

static void exact_body(struct connection *connection) {
    size_t size = LIMIT_RESPONSE_BODY_BYTES;
    char *body = malloc(size + 1);
    memset(body, 'e', size);
    body[size] = '\0';
    server_answer(connection, "HTTP/1.1 200 OK\r\n", body);
    free(body);
}

/* Bits, the lowest first, as deflate wants them (RFC 1951 §3.1.1). */
struct bits {
    unsigned char *bytes;
    size_t n;
};

static void put(struct bits *bits, unsigned value, unsigned count) {
    for (unsigned i = 0; i < count; i++, bits->n++) {
        bits->bytes[bits->n / 8] |= (unsigned char)((value >> i & 1) << bits->n % 8);
    }
}

/* 16 MB of zeros in 100 kB, unasked: one zero, then again and again "the last 258 bytes once
 * more", in fixed Huffman codes (RFC 1951 §3.2.6), whose bits stand the other way round. */
static void bomb(struct connection *connection) {
    enum { TIMES = 65536, ROOM = 32 + TIMES * 13 / 8 };
    static const unsigned char head[10] = {0x1f, 0x8b, 8};
    struct bits bits = {.bytes = calloc(1, ROOM)};
    put(&bits, 3, 3);    /* the last block, fixed codes */
    put(&bits, 0x0c, 8); /* literal 0: 00110000 */
    for (int i = 0; i < TIMES; i++) {
        put(&bits, 0xa3, 8); /* length 258: 11000101 */
        put(&bits, 0, 5);    /* distance 1 */
    }
    put(&bits, 0, 7); /* the end; the checksum behind it is never reached */
    server_text(connection, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    server_send(connection, (struct span){(const char *)head, sizeof(head)});
    server_send(connection, (struct span){(const char *)bits.bytes, ROOM});
    free(bits.bytes);
}

static void small_gzip(struct connection *connection) {
    static const unsigned char packed[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00,
                                           0x02, 0x03, 0xcb, 0xc8, 0x04, 0x00, 0xac, 0x2a,
                                           0x93, 0xd8, 0x02, 0x00, 0x00, 0x00};
    server_text(connection,
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
    server_send(connection, (struct span){(const char *)packed, sizeof(packed)});
}

static void broken_gzip(struct connection *connection) {
    server_answer(connection, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n", "no gzip at all");
}

static void garbage(struct connection *connection) {
    server_text(connection, "\x16\x03\x01\x02garbage \x80\xff\r\n\r\nmore of it");
}

static void other_protocol(struct connection *connection) {
    server_text(connection, "220 mail.example ESMTP\r\n");
}

static void bad_status(struct connection *connection) {
    server_answer(connection, "HTTP/1.1 abc OK\r\n", "");
}

static void tiny_status(struct connection *connection) {
    server_answer(connection, "HTTP/1.1 099 Odd\r\n", "");
}

static void bad_version(struct connection *connection) {
    server_answer(connection, "HTTP/7.3 200 OK\r\n", "");
}

static void bad_chunk(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n");
}

static void huge_chunk(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            "ffffffffffffffffffffff\r\nabc\r\n");
}

static void bad_length(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc");
}

static void short_length(struct connection *connection) {
    server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcdef");
}

static void no_colon(struct connection *connection) {
    server_answer(connection, "HTTP/1.1 200 OK\r\nno colon here\r\nA: b\r\n", "x");
}

static void no_name(struct connection *connection) {
    server_answer(connection, "HTTP/1.1 200 OK\r\n: empty\r\nA : b\r\n", "x");
}

static void switched(struct connection *connection) {
    server_text(connection, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nbinary");
}

static void reset(struct connection *connection) {
    const struct linger linger = {.l_onoff = 1};
    (void)setsockopt(connection->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
    (void)close(connection->fd);
    connection->fd = -1;
}

static const struct trial {
    const char *target;
    trick *play;
    enum wire wire;
    int status;
    size_t body; /* bytes kept */
    bool cut;
} trials[] = {
    {"/close", close_at_once, WIRE_CLOSED, 0, 0, false},
    {"/close-in-head", close_in_head, WIRE_CLOSED, 0, 0, false},
    {"/close-in-body", close_in_body, WIRE_CUT, 200, 4, false},
    {"/close-in-chunk", close_in_chunk, WIRE_CUT, 200, 4, false},
    {"/reset", reset, WIRE_CLOSED, 0, 0, false},
    {"/stall", stall, WIRE_TIMEOUT, 0, 0, false},
    {"/stall-in-body", stall_in_body, WIRE_TIMEOUT, 0, 0, false},
    {"/drip", drip, WIRE_TIMEOUT, 0, 0, false},
    {"/drip-head", drip_head, WIRE_TIMEOUT, 0, 0, false},
    {"/endless-head", endless_head, WIRE_HEADERS, 0, 0, false},
    {"/endless-interim", endless_interim, WIRE_HEADERS, 0, 0, false},
    {"/endless-line", endless_line, WIRE_HEADERS, 0, 0, false},
    {"/endless-status-line", endless_status_line, WIRE_HEADERS, 0, 0, false},
    {"/endless-trailers", endless_trailers, WIRE_HEADERS, 0, 0, false},
    {"/endless-body", endless_body, WIRE_OK, 200, LIMIT_RESPONSE_BODY_BYTES, true},
    {"/endless-chunks", endless_chunks, WIRE_OK, 200, LIMIT_RESPONSE_BODY_BYTES, true},
    {"/exact-body", exact_body, WIRE_OK, 200, LIMIT_RESPONSE_BODY_BYTES, false},
    {"/bomb", bomb, WIRE_OK, 200, LIMIT_RESPONSE_BODY_BYTES, true},
    {"/gzip", small_gzip, WIRE_OK, 200, 2, false},
    {"/broken-gzip", broken_gzip, WIRE_PROTOCOL, 0, 0, false},
    {"/garbage", garbage, WIRE_PROTOCOL, 0, 0, false},
    {"/other-protocol", other_protocol, WIRE_PROTOCOL, 0, 0, false},
    {"/bad-status", bad_status, WIRE_PROTOCOL, 0, 0, false},
    {"/tiny-status", tiny_status, WIRE_PROTOCOL, 0, 0, false},
    {"/bad-version", bad_version, WIRE_PROTOCOL, 0, 0, false},
    {"/bad-chunk", bad_chunk, WIRE_PROTOCOL, 0, 0, false},
    {"/huge-chunk", huge_chunk, WIRE_PROTOCOL, 0, 0, false},
    {"/bad-length", bad_length, WIRE_PROTOCOL, 0, 0, false},
    {"/short-length", short_length, WIRE_OK, 200, 2, false},
    {"/no-colon", no_colon, WIRE_PROTOCOL, 0, 0, false},
    {"/no-name", no_name, WIRE_OK, 200, 1, false},
    {"/switched", switched, WIRE_OK, 101, 6, false},
};
enum { TRIALS = sizeof(trials) / sizeof(trials[0]) };

/* "/keep-then-close" answers once on a connection and closes it when asked again. */
static void play(struct connection *connection) {
    while (server_read(connection)) {
        struct span target = server_target(connection);
        if (span_equal(target, SPAN("/keep-then-close"))) {
            server_answer(connection, "HTTP/1.1 200 OK\r\n", "ok");
            (void)server_read(connection);
            return;
        }
        for (size_t i = 0; i < TRIALS; i++) {
            if (span_equal(target, span_from(trials[i].target))) {
                trials[i].play(connection);
                return;
            }
        }
        server_answer(connection, "HTTP/1.1 200 OK\r\n", "fine");
    }
}

FIXTURE(play)

static void check(const struct trial *trial, const struct response *response) {
    bool good = response->wire == trial->wire && response->status == trial->status &&
                response->body.len == trial->body && response->cut == trial->cut &&
                (response->wire == WIRE_OK || response->detail.len > 0);
    if (!good) {
        print_message("%s: %s, status %d, %zu bytes, cut %d (%.*s)\n", trial->target,
                      wire_words(response->wire), response->status, response->body.len,
                      response->cut, SPAN_ARG(response->detail));
    }
    assert_true(good);
}

/* Whoever is to run out of time is given little; the others so much that load cannot use it up. */
static const struct client_options hasty = {.timeout = 0.3, .concurrency = 16};
static const struct client_options patient = {.timeout = 600, .concurrency = 16};

static void test_one_by_one(void **state) {
    struct fixture *fixture = *state;
    fixture_reopen(fixture, &patient);
    for (size_t i = 0; i < TRIALS; i++) {
        if (trials[i].wire != WIRE_TIMEOUT) {
            check(&trials[i], &fixture_get(fixture, trials[i].target)->response);
            /* and the client is as good as new */
            assert_int_equal(fixture_get(fixture, "/fine")->response.status, 200);
        }
    }
}

static void test_out_of_time(void **state) {
    struct fixture *fixture = *state;
    fixture_reopen(fixture, &hasty);
    for (size_t i = 0; i < TRIALS; i++) {
        if (trials[i].wire == WIRE_TIMEOUT) {
            check(&trials[i], &fixture_get(fixture, trials[i].target)->response);
            while (fixture_get(fixture, "/fine")->response.status != 200) { /* so hasty, so late */
            }
        }
    }
}

static void ignore(struct job *job) {
    (void)job;
}

/* All trials at once that do, or do not, run out of time. */
static void at_once(struct fixture *fixture, const struct client_options *options, bool timeouts) {
    struct job jobs[TRIALS];
    size_t sent = 0;
    fixture_reopen(fixture, options);
    for (size_t i = 0; i < TRIALS; i++) {
        if ((trials[i].wire == WIRE_TIMEOUT) == timeouts) {
            jobs[i] = (struct job){.exchange = fixture_exchange(fixture, "GET", trials[i].target),
                                   .arena = &fixture->arena,
                                   .done = ignore};
            client_submit(fixture->client, &jobs[i]);
            sent++;
        }
    }
    assert_int_equal(client_run(fixture->client, 0), OK);
    for (size_t i = 0; i < TRIALS; i++) {
        if ((trials[i].wire == WIRE_TIMEOUT) == timeouts) {
            check(&trials[i], &jobs[i].exchange->response);
        }
    }
    struct client_stats stats = client_stats(fixture->client);
    assert_int_equal(stats.answered + stats.failed, sent);
}

static void test_all_at_once(void **state) {
    at_once(*state, &patient, false);
    at_once(*state, &hasty, true);
}

/* A kept connection that the server has closed meanwhile is no failure of the request. */
static void test_stale_connection(void **state) {
    struct fixture *fixture = *state;
    static const char *const methods[] = {"GET", "POST", "DELETE", "HEAD"};
    for (size_t i = 0; i < 4; i++) {
        (void)fixture_get(fixture, "/keep-then-close");
        struct exchange *exchange = fixture_exchange(fixture, methods[i], "/fine");
        exchange->request.body = i == 1 ? SPAN("{}") : SPAN("");
        fixture_send(fixture, exchange);
        assert_int_equal(exchange->response.wire, WIRE_OK);
    }
}

static void test_body_limit(void **state) {
    struct fixture *fixture = *state;
    const struct client_options options = {.body_limit = 3};
    fixture_reopen(fixture, &options);
    const struct response *response = &fixture_get(fixture, "/fine")->response;
    assert_int_equal(response->wire, WIRE_OK);
    assert_span(response->body, "fin");
    assert_true(response->cut);
}

static void test_nobody_there(void **state) {
    struct fixture *fixture = *state;
    char origin[64];
    (void)snprintf(origin, sizeof(origin), "http://127.0.0.1:%u", server_closed_port());
    struct client_options options = {0};
    struct client *client = NULL;
    assert_int_equal(client_open(&options, span_from(origin), &client), OK);
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = span_from(origin)}};
    assert_int_equal(client_fetch(client, &fixture->arena, &exchange), OK);
    assert_int_equal(exchange.response.wire, WIRE_CONNECT);
    assert_true(exchange.response.detail.len > 0);
    client_close(&client);
    assert_int_equal(client_open(&options, SPAN("http://nowhere.invalid"), &client), OK);
    exchange.request.url = SPAN("http://nowhere.invalid/");
    assert_int_equal(client_fetch(client, &fixture->arena, &exchange), OK);
    assert_int_equal(exchange.response.wire, WIRE_RESOLVE);
    client_close(&client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(test_one_by_one),  fixture_test(test_out_of_time),
        fixture_test(test_all_at_once), fixture_test(test_stale_connection),
        fixture_test(test_body_limit),  fixture_test(test_nobody_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
