/* SPDX-License-Identifier: Apache-2.0 */
/* The listener: its pages, what is no page, and clients that stall, flood or leave. */
#define _GNU_SOURCE
#include "http/listener.h"

#include "../base/check.h"
#include "base/clock.h"
#include "base/io.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER = 4096, MS = 1000000 };

static const struct listener_page pages[] = {
    {"/jwks.json", "application/json", SPAN_INIT("{\"keys\": []}")},
    {"/cert.pem", "application/x-pem-file", SPAN_INIT("made up")},
    {"/configuration", "application/json", SPAN_INIT("[\"$ADDRESS/a\", \"$ADDRESS\"]")},
};

static struct listener *open_pages(void) {
    struct listener *listener = NULL;
    assert_int_equal(listener_open(NULL, pages, 3, &listener), OK);
    assert_true(span_starts(span_from(listener_address(listener)), SPAN("127.0.0.1:")));
    return listener;
}

static int connect_to(const struct listener *listener) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const char *port = strrchr(listener_address(listener), ':');
    to.sin_port = htons((uint16_t)strtoul(port + 1, NULL, 10));
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
    struct timeval limit = {.tv_sec = 10};
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)), 0);
    return fd;
}

static void say(int fd, const char *text) {
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* All that the listener says until it closes. */
static void hear(int fd, char answer[static ANSWER]) {
    size_t len = 0;
    ssize_t got;
    while (len < ANSWER - 1 && (got = recv(fd, answer + len, ANSWER - 1 - len, 0)) > 0) {
        len += (size_t)got;
    }
    answer[len] = '\0';
}

static void ask(const struct listener *listener, const char *request, char answer[static ANSWER]) {
    FD_SCOPE fd = connect_to(listener);
    say(fd, request);
    hear(fd, answer);
}

static void serves_its_pages(void **state) {
    (void)state;
    struct listener *listener = open_pages();
    char answer[ANSWER];
    ask(listener, "GET /jwks.json HTTP/1.1\r\nHost: x\r\n\r\n", answer);
    assert_non_null(strstr(answer, "HTTP/1.1 200 OK\r\n"));
    assert_non_null(strstr(answer, "Content-Type: application/json\r\n"));
    assert_non_null(strstr(answer, "Content-Length: 12\r\n"));
    assert_non_null(strstr(answer, "\r\n\r\n{\"keys\": []}"));
    ask(listener, "GET /cert.pem?x=1 HTTP/1.1\r\n\r\n", answer);
    assert_non_null(strstr(answer, "\r\n\r\nmade up"));
    assert_int_equal(listener_hits(listener), 2);
    ask(listener, "GET /configuration HTTP/1.1\r\n\r\n", answer);
    char wanted[2 * ANSWER];
    const char *address = listener_address(listener);
    int len = snprintf(NULL, 0, "[\"%s/a\", \"%s\"]", address, address);
    (void)snprintf(wanted, sizeof(wanted),
                   "Content-Length: %d\r\nConnection: close\r\n\r\n[\"%s/a\", \"%s\"]", len,
                   address, address);
    assert_non_null(strstr(answer, wanted));
    listener_close(&listener);
    assert_null(listener);
    listener_close(&listener);
}

static void nothing_else(void **state) {
    (void)state;
    static const char *const requests[] = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET /jwks.jsonx HTTP/1.1\r\n\r\n",
        "GET /jwks.jso HTTP/1.1\r\n\r\n",
        "POST /jwks.json HTTP/1.1\r\n\r\n",
        "GET  /jwks.json HTTP/1.1\r\n\r\n",
        "GET /jwks.json\r\n\r\n",
        "\r\n\r\n",
        "\x16\x03\x01 no HTTP at all\r\n\r\n",
    };
    struct listener *listener = open_pages();
    char answer[ANSWER];
    for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
        ask(listener, requests[i], answer);
        assert_non_null(strstr(answer, "HTTP/1.1 404 Not Found\r\n"));
    }
    assert_int_equal(listener_hits(listener), 0);
    listener_close(&listener);
}

static void a_request_in_pieces(void **state) {
    (void)state;
    struct listener *listener = open_pages();
    FD_SCOPE fd = connect_to(listener);
    char answer[ANSWER];
    say(fd, "GET /jw");
    (void)poll(NULL, 0, 50);
    say(fd, "ks.json HTTP/1.1\r\n");
    (void)poll(NULL, 0, 50);
    say(fd, "\r\n");
    hear(fd, answer);
    assert_non_null(strstr(answer, "{\"keys\": []}"));
    listener_close(&listener);
}

static void say_and_leave(const struct listener *listener, const char *text) {
    FD_SCOPE fd = connect_to(listener);
    say(fd, text);
}

static void hostile_clients(void **state) {
    (void)state;
    struct listener *listener = open_pages();
    char answer[ANSWER];
    say_and_leave(listener, "");
    say_and_leave(listener, "GET /jwks.js"); /* in mid-sentence */
    {
        FD_SCOPE flood = connect_to(listener); /* a request without end */
        char filler[1024];
        memset(filler, 'x', sizeof(filler));
        for (size_t i = 0; i < 4096 && send(flood, filler, sizeof(filler), MSG_NOSIGNAL) > 0; i++) {
        }
    }
    FD_SCOPE deaf = connect_to(listener); /* asks and never listens */
    say(deaf, "GET /jwks.json HTTP/1.1\r\n\r\n");
    FD_SCOPE stall = connect_to(listener); /* keeps the listener waiting */
    say(stall, "GET /jwks.json HTTP/1.1\r\n");
    ask(listener, "GET /cert.pem HTTP/1.1\r\n\r\n", answer);
    assert_non_null(strstr(answer, "made up"));
    listener_close(&listener);
}

/* Closing does not wait for a client that dawdles, nor for one that has not come. */
static void closes_at_once(void **state) {
    (void)state;
    enum { LISTENERS = 20 };
    struct listener *busy[LISTENERS], *idle = open_pages();
    int dawdlers[LISTENERS];
    listener_close(&idle);
    for (size_t i = 0; i < LISTENERS; i++) {
        busy[i] = open_pages();
        dawdlers[i] = connect_to(busy[i]);
        say(dawdlers[i], "GET /");
    }
    (void)poll(NULL, 0, 100);
    uint64_t begun = clock_ns();
    for (size_t i = 0; i < LISTENERS; i++) {
        listener_close(&busy[i]);
        (void)close(dawdlers[i]);
    }
    /* Had each been waited for, it would have been two seconds for each. */
    assert_true(clock_ns() - begun < 20000ull * MS);
}

static void addresses(void **state) {
    (void)state;
    struct listener *listener = NULL, *second = NULL;
    static const char *const none[] = {"localhost",        "300.0.0.1", "127.0.0.1:port",
                                       "127.0.0.1:999999", ":::",       "[::1"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
        assert_int_equal(listener_open(none[i], pages, 2, &listener), ERR_USAGE);
    }
    assert_int_equal(listener_open("192.0.2.1", pages, 2, &listener), ERR_IO); /* not ours */
    assert_int_equal(listener_open("127.0.0.1:0", pages, 2, &listener), OK);
    assert_int_equal(listener_open(listener_address(listener), pages, 2, &second), ERR_IO);
    listener_close(&listener);
    if (listener_open("[::1]", pages, 2, &listener) == OK) { /* not every machine has it */
        assert_true(span_starts(span_from(listener_address(listener)), SPAN("[::1]:")));
        listener_close(&listener);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serves_its_pages),    cmocka_unit_test(nothing_else),
        cmocka_unit_test(a_request_in_pieces), cmocka_unit_test(hostile_clients),
        cmocka_unit_test(closes_at_once),      cmocka_unit_test(addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
