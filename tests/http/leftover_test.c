/* SPDX-License-Identifier: Apache-2.0 */
/* A server that sends more than the answer: nobody is given what is left of another's. */
#include "fixture.h"

#include <time.h>

/* Owes the rest of an answer until the next request has come on the same connection. */
static void owing(struct connection *connection) {
    const char *owed = "";
    while (server_read(connection)) {
        struct span target = server_target(connection);
        bool head = connection->request[0] == 'H';
        server_text(connection, owed);
        owed = "";
        if (head) {
            server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
            owed = "{\"a\":1}";
        } else if (span_equal(target, SPAN("/unchanged"))) {
            server_text(connection, "HTTP/1.1 304 Not Modified\r\n\r\n");
            owed = "\n<p>unchanged</p>";
        } else if (connection->request[0] == 'G' && span_find(target, SPAN("unread")) == 1) {
            server_answer(connection, "HTTP/1.1 200 OK\r\n", "first");
            owed = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        } else {
            server_answer(connection, "HTTP/1.1 200 OK\r\n", "whole");
        }
    }
}

FIXTURE(owing)

/* Sends nothing behind an answer to HEAD, but for "/owed": that the next request is told. */
static void clean(struct connection *connection) {
    const char *owed = "";
    while (server_read(connection)) {
        bool head = connection->request[0] == 'H';
        server_text(connection, owed);
        owed = head && span_equal(server_target(connection), SPAN("/owed")) ? "{\"a\":1}" : "";
        if (head && span_equal(server_target(connection), SPAN("/stream"))) {
            server_text(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        } else if (head) {
            server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
        } else {
            server_answer(connection, "HTTP/1.1 200 OK\r\n", "whole");
        }
    }
}

static int open_clean(void **state) {
    return fixture_open(state, clean);
}

/* Both in one go. */
static void talkative(struct connection *connection) {
    while (server_read(connection)) {
        bool head = connection->request[0] == 'H';
        server_text(connection, head ? "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}"
                                     : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole");
    }
}

static int open_talkative(void **state) {
    return fixture_open(state, talkative);
}

static void send_head(struct fixture *fixture, const char *target) {
    struct exchange *head = fixture_exchange(fixture, "HEAD", target);
    fixture_send(fixture, head);
    assert_int_equal(head->response.status, 200);
}

/* Asks HEAD until the connection is lent to the next request, or for ms milliseconds. */
static bool is_lent_within(struct fixture *fixture, unsigned ms) {
    unsigned start = fixture_ms(), before;
    do {
        (void)nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
        before = server_accepted(&fixture->server);
        send_head(fixture, "/a");
        const struct exchange *next = fixture_get(fixture, "/b");
        assert_int_equal(next->response.wire, WIRE_OK);
        assert_span(next->response.body, "whole");
    } while (server_accepted(&fixture->server) != before && fixture_ms() - start < ms);
    return server_accepted(&fixture->server) == before;
}

static void assert_next_whole(struct fixture *fixture, unsigned requests) {
    const struct exchange *next = fixture_get(fixture, "/next");
    assert_int_equal(next->response.wire, WIRE_OK);
    assert_int_equal(next->response.status, 200);
    assert_span(next->response.body, "whole");
    assert_int_equal(server_accepted(&fixture->server), 2);
    assert_int_equal(server_requests(&fixture->server), requests);
    assert_int_equal(client_stats(fixture->client).sent, requests);
}

/* As gunicorn does: it is known beforehand, and the connection is not lent. */
static void body_after_head(void **state) {
    struct fixture *fixture = *state;
    struct exchange *head = fixture_exchange(fixture, "HEAD", "/a");
    fixture_send(fixture, head);
    assert_int_equal(head->response.status, 200);
    assert_next_whole(fixture, 2);
}

/* It is not known beforehand: what is no answer is asked again. */
static void body_after_unchanged(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(fixture_get(fixture, "/unchanged")->response.status, 304);
    assert_next_whole(fixture, 3);
}

/* What may change something is sent once, whatever came. */
static void write_once(void **state) {
    struct fixture *fixture = *state;
    (void)fixture_get(fixture, "/unchanged");
    struct exchange *exchange = fixture_exchange(fixture, "POST", "/orders");
    exchange->request.body = SPAN("{}");
    fixture_send(fixture, exchange);
    assert_int_equal(exchange->response.wire, WIRE_PROTOCOL);
    assert_int_equal(server_requests(&fixture->server), 2);
    assert_int_equal(client_stats(fixture->client).sent, 2);
}

/* The body is taken for another request, and that is answered. */
static void unread_body(void **state) {
    struct fixture *fixture = *state;
    struct exchange *exchange = fixture_exchange(fixture, "GET", "/unread");
    exchange->request.body = SPAN("{}");
    fixture_send(fixture, exchange);
    assert_int_equal(exchange->response.status, 200);
    assert_next_whole(fixture, 2);
}

/* Those that leave nothing share one connection, before and after. */
static void others_share(void **state) {
    struct fixture *fixture = *state;
    (void)fixture_get(fixture, "/a");
    struct exchange *exchange = fixture_exchange(fixture, "POST", "/b");
    exchange->request.body = SPAN("{}");
    fixture_send(fixture, exchange);
    (void)fixture_get(fixture, "/c");
    assert_int_equal(server_accepted(&fixture->server), 1);
    fixture_send(fixture, fixture_exchange(fixture, "HEAD", "/d"));
    (void)fixture_get(fixture, "/e");
    (void)fixture_get(fixture, "/f");
    assert_int_equal(server_accepted(&fixture->server), 2);
}

/* A server that was seen to send nothing gets no new connection for each HEAD. */
static void head_shares(void **state) {
    struct fixture *fixture = *state;
    assert_true(is_lent_within(fixture, 60000));
    unsigned before = server_accepted(&fixture->server);
    send_head(fixture, "/c");
    (void)fixture_get(fixture, "/d");
    send_head(fixture, "/e");
    (void)fixture_get(fixture, "/f");
    assert_int_equal(server_accepted(&fixture->server), before);
}

/* What does not say how long it would be may come later. */
static void stream_is_alone(void **state) {
    struct fixture *fixture = *state;
    assert_true(is_lent_within(fixture, 60000));
    unsigned before = server_accepted(&fixture->server);
    send_head(fixture, "/stream");
    (void)fixture_get(fixture, "/d");
    assert_int_equal(server_accepted(&fixture->server), before + 1);
}

/* One that does it after all is believed no more. */
static void late_rest(void **state) {
    struct fixture *fixture = *state;
    assert_true(is_lent_within(fixture, 60000));
    send_head(fixture, "/owed");
    const struct exchange *next = fixture_get(fixture, "/next");
    assert_int_equal(next->response.wire, WIRE_OK);
    assert_span(next->response.body, "whole");
    unsigned before = server_accepted(&fixture->server);
    send_head(fixture, "/c");
    (void)fixture_get(fixture, "/d");
    assert_int_equal(server_accepted(&fixture->server), before + 1);
}

/* One that sends both is never believed, however long it is asked. */
static void head_of_talkative(void **state) {
    assert_false(is_lent_within(*state, 600));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(body_after_head),
        fixture_test(body_after_unchanged),
        fixture_test(write_once),
        fixture_test(unread_body),
        fixture_test(others_share),
        cmocka_unit_test_setup_teardown(head_shares, open_clean, fixture_close),
        cmocka_unit_test_setup_teardown(stream_is_alone, open_clean, fixture_close),
        cmocka_unit_test_setup_teardown(late_rest, open_clean, fixture_close),
        cmocka_unit_test_setup_teardown(head_of_talkative, open_talkative, fixture_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
