/* SPDX-License-Identifier: Apache-2.0 */
/* What the client sends, byte for byte, and what it makes of well-behaved answers. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>

/* "/status/NNN" answers that status, everything else 200; connections are kept. */
static void polite(struct connection *connection) {
    while (server_read(connection)) {
        struct span target = server_target(connection);
        bool head = connection->request[0] == 'H';
        if (span_equal(target, SPAN("/fields"))) {
            server_text(connection, "HTTP/1.1 200 OK\r\nX-One: a\xff\x01\x7f z \r\nx-one:\r\n"
                                    "Set-Cookie: a=1\r\nFolded: b\r\n  c\r\n"
                                    "Content-Length: 0\r\n\r\n");
        } else if (span_equal(target, SPAN("/interim"))) {
            server_text(connection, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                                    "HTTP/1.1 100 Continue\r\n\r\n");
            server_answer(connection, "HTTP/1.1 201 Created\r\nA: b\r\n", "made");
        } else if (span_equal(target, SPAN("/chunked"))) {
            server_text(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer-Field: t\r\n\r\n");
        } else if (span_equal(target, SPAN("/until-close"))) {
            server_text(connection, "HTTP/1.0 200 OK\r\n\r\nall of it");
            return;
        } else if (span_equal(target, SPAN("/redirect"))) {
            server_answer(connection,
                          "HTTP/1.1 302 Found\r\nLocation: /redirect\r\nSet-Cookie: s=1\r\n", "");
        } else if (head) {
            server_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n");
        } else {
            server_answer(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
                          "{\"a\": 1}");
        }
    }
}

FIXTURE(polite)

static void test_exact_get(void **state) {
    struct fixture *fixture = *state;
    struct exchange *exchange = fixture_get(fixture, "/a?b=c");
    assert_int_equal(exchange->response.wire, WIRE_OK);
    assert_int_equal(exchange->response.status, 200);
    assert_span(exchange->response.body, "{\"a\": 1}");
    assert_span(fields_get(&exchange->response.fields, SPAN("content-type")), "application/json");
    assert_true(exchange->response.elapsed_ns > 0);
    char wanted[256];
    (void)snprintf(wanted, sizeof(wanted),
                   "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUser-Agent: postern/%s\r\n"
                   "Accept: */*\r\n\r\n",
                   fixture->server.port, POSTERN_VERSION);
    assert_sent(fixture, wanted);
}

static void test_path_as_it_is(void **state) {
    struct fixture *fixture = *state;
    static const char *const targets[] = {
        "/a/../b/./c//d", "/%2e%2e/%2F%00", "//",     "/a b?", "/caf\xc3\xa9/\xff",
        "/a\\b|{}^`\"<>", "/?a=b?c&d;e",    "/..;/x", "/%zz"};
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        struct exchange *exchange = fixture_get(fixture, targets[i]);
        if (strchr(targets[i], ' ')) {
            assert_int_equal(exchange->response.wire, WIRE_FAILED); /* would break the line */
            continue;
        }
        assert_int_equal(exchange->response.wire, WIRE_OK);
        char wanted[64];
        (void)snprintf(wanted, sizeof(wanted), "GET %s HTTP/1.1\r\n", targets[i]);
        assert_sent_part(fixture, wanted);
    }
}

static void test_target_completed(void **state) {
    struct fixture *fixture = *state;
    (void)fixture_get(fixture, "");
    assert_sent_part(fixture, "GET / HTTP/1.1\r\n");
    (void)fixture_get(fixture, "?x=1");
    assert_sent_part(fixture, "GET /?x=1 HTTP/1.1\r\n");
    (void)fixture_get(fixture, "/a?b#fragment");
    assert_sent_part(fixture, "GET /a?b HTTP/1.1\r\n");
}

static void test_fields_as_given(void **state) {
    struct fixture *fixture = *state;
    struct exchange *exchange = fixture_exchange(fixture, "GET", "/");
    struct fields *fields = &exchange->request.fields;
    const struct field given[] = {
        {SPAN("X-Twice"), SPAN("1")},        {SPAN("x_under.score"), SPAN("u;v: w")},
        {SPAN("X-Twice"), SPAN("2")},        {SPAN("X-Empty"), SPAN("")},
        {SPAN("Authorization"), SPAN("a")},  {SPAN("X-Bytes"), SPAN("\x01\x80\xff\t.")},
        {SPAN("authorization"), SPAN("b")},  {SPAN("Cookie"), SPAN("c=d")},
        {SPAN("Accept"), SPAN("text/html")}, {SPAN("User-Agent"), SPAN("probe")},
    };
    for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
        assert_true(fields_add(&fixture->arena, fields, given[i].name, given[i].value));
    }
    fixture_send(fixture, exchange);
    assert_int_equal(exchange->response.wire, WIRE_OK);
    assert_sent_part(fixture,
                     "\r\nX-Twice: 1\r\nx_under.score: u;v: w\r\nX-Twice: 2\r\nX-Empty:\r\n"
                     "Authorization: a\r\nX-Bytes: \x01\x80\xff\t.\r\nauthorization: b\r\n"
                     "Cookie: c=d\r\nAccept: text/html\r\nUser-Agent: probe\r\n\r\n");
    assert_not_sent(fixture, "*/*");
    assert_not_sent(fixture, "postern");
}

static void test_host_replaced(void **state) {
    struct fixture *fixture = *state;
    struct exchange *exchange = fixture_exchange(fixture, "GET", "/");
    assert_true(fields_add(&fixture->arena, &exchange->request.fields, SPAN("Host"),
                           SPAN("other.example")));
    fixture_send(fixture, exchange);
    assert_sent_part(fixture, "GET / HTTP/1.1\r\nHost: other.example\r\n");
    assert_not_sent(fixture, "127.0.0.1");
}

static void test_methods(void **state) {
    struct fixture *fixture = *state;
    static const char *const methods[] = {"OPTIONS", "DELETE", "TRACE", "PROPFIND", "get",
                                          "X-y!z",   "GET",    "HEAD",  "GET"};
    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        struct exchange *exchange = fixture_exchange(fixture, methods[i], "/m");
        fixture_send(fixture, exchange);
        assert_int_equal(exchange->response.wire, WIRE_OK);
        char wanted[64];
        (void)snprintf(wanted, sizeof(wanted), "%s /m HTTP/1.1\r\n", methods[i]);
        assert_sent_part(fixture, wanted);
        assert_not_sent(fixture, "Content-");
        bool head = strcmp(methods[i], "HEAD") == 0;
        assert_int_equal(exchange->response.body.len, head ? 0 : 8);
    }
    assert_int_equal(server_accepted(&fixture->server), 2); /* one until HEAD, and one after it */
}

static void test_bodies(void **state) {
    struct fixture *fixture = *state;
    static const char *const methods[] = {"POST", "GET", "PUT", "PATCH", "DELETE", "QUERY"};
    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        struct exchange *exchange = fixture_exchange(fixture, methods[i], "/b");
        exchange->request.body = (struct span){"a\0b", 3};
        fixture_send(fixture, exchange);
        assert_int_equal(exchange->response.wire, WIRE_OK);
        assert_sent_part(fixture, "\r\nContent-Length: 3\r\n\r\n");
        assert_not_sent(fixture, "Content-Type");
        assert_not_sent(fixture, "Expect");
        assert_int_equal(
            fixture->sent_len - 3,
            span_find((struct span){fixture->sent, fixture->sent_len}, (struct span){"a\0b", 3}));
    }
}

static void test_no_body_says_so(void **state) {
    struct fixture *fixture = *state;
    static const char *const methods[] = {"POST", "PUT", "PATCH"};
    for (size_t i = 0; i < 3; i++) {
        fixture_send(fixture, fixture_exchange(fixture, methods[i], "/b"));
        assert_sent_part(fixture, "\r\nContent-Length: 0\r\n\r\n");
        assert_not_sent(fixture, "Content-Type");
    }
    (void)fixture_get(fixture, "/");
    assert_not_sent(fixture, "Content-Length");
}

static void test_large_body(void **state) {
    struct fixture *fixture = *state;
    struct exchange *exchange = fixture_exchange(fixture, "POST", "/b");
    enum { SIZE = 3 << 20 };
    char *body = malloc(SIZE);
    assert_non_null(body);
    memset(body, 'x', SIZE);
    exchange->request.body = (struct span){body, SIZE};
    fixture_send(fixture, exchange);
    free(body);
    assert_int_equal(exchange->response.wire, WIRE_OK);
    assert_not_sent(fixture, "Expect");
    assert_true(fixture->sent_len > SIZE);
}

static void test_head_with_body(void **state) {
    struct fixture *fixture = *state;
    struct exchange *exchange = fixture_exchange(fixture, "HEAD", "/b");
    exchange->request.body = SPAN("{}");
    fixture_send(fixture, exchange);
    assert_int_equal(exchange->response.wire, WIRE_OK);
    assert_int_equal(exchange->response.status, 200);
    assert_int_equal(exchange->response.body.len, 0);
    assert_sent_part(fixture, "HEAD /b HTTP/1.1\r\n");
}

static void test_injection_refused(void **state) {
    struct fixture *fixture = *state;
    static const struct field bad[] = {
        {SPAN_INIT("X-A"), SPAN_INIT("a\r\nX-B: c")},
        {SPAN_INIT("X-A"), SPAN_INIT("a\nb")},
        {SPAN_INIT("X-A"), SPAN_INIT("a\0b")},
        {SPAN_INIT("X-A"), SPAN_INIT("a\rb")},
        {SPAN_INIT("X-A:"), SPAN_INIT("a")},
        {SPAN_INIT("X A"), SPAN_INIT("a")},
        {SPAN_INIT(""), SPAN_INIT("a")},
        {SPAN_INIT("X\r\nY"), SPAN_INIT("a")},
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct exchange *exchange = fixture_exchange(fixture, "GET", "/");
        assert_true(
            fields_add(&fixture->arena, &exchange->request.fields, bad[i].name, bad[i].value));
        fixture_send(fixture, exchange);
        assert_int_equal(exchange->response.wire, WIRE_FAILED);
        assert_true(exchange->response.detail.len > 0);
    }
    static const struct span methods[] = {SPAN_INIT("GET / HTTP/1.1\r\nX:"), SPAN_INIT(""),
                                          SPAN_INIT("GE\0T"), SPAN_INIT("G T")};
    for (size_t i = 0; i < 4; i++) {
        struct exchange *exchange = fixture_exchange(fixture, "GET", "/");
        exchange->request.method = methods[i];
        fixture_send(fixture, exchange);
        assert_int_equal(exchange->response.wire, WIRE_FAILED);
    }
    struct exchange *exchange = fixture_get(fixture, "/\r\nX: y");
    assert_int_equal(exchange->response.wire, WIRE_FAILED);
    assert_int_equal(server_requests(&fixture->server), 0);
    assert_int_equal(client_stats(fixture->client).sent, 0);
}

static void test_other_origins_refused(void **state) {
    struct fixture *fixture = *state;
    unsigned port = fixture->server.port;
    char urls[7][128];
    (void)snprintf(urls[0], 128, "https://127.0.0.1:%u/", port);
    (void)snprintf(urls[1], 128, "http://127.0.0.1:%u/", port + 1);
    (void)snprintf(urls[2], 128, "http://localhost:%u/", port);
    (void)snprintf(urls[3], 128, "http://127.0.0.1:%u@127.0.0.2/", port);
    (void)snprintf(urls[4], 128, "http://127.0.0.1/");
    (void)snprintf(urls[5], 128, "/only/a/path");
    (void)snprintf(urls[6], 128, "file:///etc/passwd");
    for (size_t i = 0; i < 7; i++) {
        struct exchange exchange = {.request = {.method = SPAN("GET"), .url = span_from(urls[i])}};
        fixture_send(fixture, &exchange);
        assert_int_equal(exchange.response.wire, WIRE_FAILED);
    }
    assert_int_equal(server_accepted(&fixture->server), 0);
}

static void test_fields_received(void **state) {
    struct fixture *fixture = *state;
    const struct response *response = &fixture_get(fixture, "/fields")->response;
    assert_int_equal(response->wire, WIRE_OK);
    assert_int_equal(response->fields.n, 5);
    assert_span(response->fields.at[0].name, "X-One");
    assert_span(response->fields.at[0].value, "a\xff\x01\x7f z");
    assert_span(fields_get_nth(&response->fields, SPAN("X-One"), 1), "");
    assert_span(fields_get(&response->fields, SPAN("Folded")), "b  c");
    assert_int_equal(response->body.len, 0);
}

static void test_answers(void **state) {
    struct fixture *fixture = *state;
    const struct response *response = &fixture_get(fixture, "/interim")->response;
    assert_int_equal(response->status, 201);
    assert_int_equal(response->fields.n, 2); /* none of the interim answers' */
    assert_span(response->body, "made");
    response = &fixture_get(fixture, "/chunked")->response;
    assert_span(response->body, "abcde");
    assert_int_equal(response->fields.n, 1); /* no trailer */
    response = &fixture_get(fixture, "/until-close")->response;
    assert_span(response->body, "all of it");
    assert_int_equal(response->wire, WIRE_OK);
}

static void test_redirect_and_cookie_left_alone(void **state) {
    struct fixture *fixture = *state;
    const struct response *response = &fixture_get(fixture, "/redirect")->response;
    assert_int_equal(response->status, 302);
    assert_span(fields_get(&response->fields, SPAN("Location")), "/redirect");
    assert_int_equal(server_requests(&fixture->server), 1);
    (void)fixture_get(fixture, "/");
    assert_not_sent(fixture, "Cookie");
}

static void test_options_fields(void **state) {
    struct fixture *fixture = *state;
    struct client_options options = {.user_agent = SPAN("custom/1")};
    assert_true(fields_add(&fixture->arena, &options.fields, SPAN("X-Both"), SPAN("option")));
    assert_true(fields_add(&fixture->arena, &options.fields, SPAN("X-More"), SPAN("m")));
    fixture_reopen(fixture, &options);
    struct exchange *exchange = fixture_exchange(fixture, "GET", "/");
    assert_true(fields_add(&fixture->arena, &exchange->request.fields, SPAN("x-both"), SPAN("r")));
    fixture_send(fixture, exchange);
    assert_sent_part(fixture, "\r\nUser-Agent: custom/1\r\nAccept: */*\r\nx-both: r\r\n"
                              "X-More: m\r\n\r\n");
    assert_not_sent(fixture, "option");
}

static void test_open_refuses(void **state) {
    struct fixture *fixture = *state;
    static const char *const origins[] = {
        "",
        "127.0.0.1:80",
        "ftp://a",
        "http://",
        "http://:80",
        "http://a:0",
        "http://a:65536",
        "http://a:x",
        "http://u:p@a",
        "http://a b",
        "http://[::1",
    };
    struct client_options options = {0};
    struct client *client = NULL;
    for (size_t i = 0; i < sizeof(origins) / sizeof(origins[0]); i++) {
        assert_int_equal(client_open(&options, span_from(origins[i]), &client), ERR_USAGE);
        assert_null(client);
    }
    static const char *const proxies[] = {"ftp://a:1", "http://", "://", "http://a:b"};
    for (size_t i = 0; i < 4; i++) {
        options.proxy = proxies[i];
        assert_int_equal(client_open(&options, SPAN("http://a"), &client), ERR_USAGE);
    }
    options = (struct client_options){0};
    assert_true(fields_add(&fixture->arena, &options.fields, SPAN("A"), SPAN("b\nc")));
    assert_int_equal(client_open(&options, SPAN("http://a"), &client), ERR_USAGE);
    client_close(&client); /* NULL is fine */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(test_exact_get),
        fixture_test(test_path_as_it_is),
        fixture_test(test_target_completed),
        fixture_test(test_fields_as_given),
        fixture_test(test_host_replaced),
        fixture_test(test_methods),
        fixture_test(test_bodies),
        fixture_test(test_no_body_says_so),
        fixture_test(test_large_body),
        fixture_test(test_head_with_body),
        fixture_test(test_injection_refused),
        fixture_test(test_other_origins_refused),
        fixture_test(test_fields_received),
        fixture_test(test_answers),
        fixture_test(test_redirect_and_cookie_left_alone),
        fixture_test(test_options_fields),
        fixture_test(test_open_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
