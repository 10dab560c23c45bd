/* SPDX-License-Identifier: Apache-2.0 */
/* The client over a replay: answers as declared, on a clock that waits for nobody. */
#include "../base/check.h"
#include "base/clock.h"
#include "http/client.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Answers by the path; keeps what it was asked. */
struct server {
    struct client *client;
    struct arena arena;
    unsigned asked;
    uint64_t now_ns;   /* when the newest request came */
    struct span extra; /* value of X-Extra in the newest request */
};

static void answer(void *user, const struct request *request, uint64_t now_ns,
                   struct response *out) {
    struct server *server = user;
    server->now_ns = now_ns;
    server->asked++;
    server->extra = arena_dup(&server->arena, fields_get(&request->fields, SPAN("X-Extra")));
    *out = (struct response){.wire = WIRE_OK, .status = 200, .body = SPAN("fine")};
    if (span_ends(request->url, SPAN("/slow"))) {
        out->elapsed_ns = 3000000000u;
    } else if (span_ends(request->url, SPAN("/never"))) {
        out->elapsed_ns = 3600000000000u;
    } else if (span_ends(request->url, SPAN("/closed"))) {
        *out = (struct response){.wire = WIRE_CLOSED};
    } else if (span_ends(request->url, SPAN("/busy")) && server->asked < 3) {
        out->status = 503;
        assert_true(fields_add(&server->arena, &out->fields, SPAN("Retry-After"), SPAN("20")));
    }
}

static void open_server(struct server *server, struct replay *replay) {
    *server = (struct server){0};
    *replay = (struct replay){.answer = answer, .user = server};
    arena_init(&server->arena, SIZE_MAX);
    struct client_options options = {.replay = replay, .timeout = 60, .body_limit = 3};
    assert_true(
        fields_add(&server->arena, &options.fields, SPAN("X-Extra"), SPAN("of every request")));
    assert_int_equal(client_open(&options, SPAN("https://api.test"), &server->client), OK);
}

static void close_server(struct server *server) {
    client_close(&server->client);
    arena_free(&server->arena);
}

static struct response get(struct server *server, const char *url) {
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = span_from(url)}};
    assert_int_equal(client_fetch(server->client, &server->arena, &exchange), OK);
    return exchange.response;
}

static void test_answers(void **state) {
    (void)state;
    struct server server;
    struct replay replay;
    open_server(&server, &replay);
    struct response response = get(&server, "https://api.test/");
    assert_int_equal(response.wire, WIRE_OK);
    assert_int_equal(response.status, 200);
    assert_span(response.body, "fin"); /* the client's limits hold */
    assert_true(response.cut);
    assert_span(server.extra, "of every request");
    assert_int_equal(get(&server, "https://api.test/closed").wire, WIRE_CLOSED);
    assert_int_equal(get(&server, "https://other.test/").wire, WIRE_FAILED);
    assert_int_equal(server.asked, 2);
    close_server(&server);
}

/* Twenty seconds twice, an hour cut by the timeout, and nobody has waited. */
static void test_clock(void **state) {
    (void)state;
    struct server server;
    struct replay replay;
    uint64_t begun = clock_ns();
    open_server(&server, &replay);
    int64_t today = client_clock_unix(server.client);
    assert_int_equal(get(&server, "https://api.test/busy").status, 200);
    assert_in_range(client_clock_ns(server.client) / 1000000000u, 40, 41);
    assert_in_range(client_clock_unix(server.client) - today, 40, 41);
    assert_int_equal(get(&server, "https://api.test/never").wire, WIRE_TIMEOUT);
    assert_in_range(client_clock_ns(server.client) / 1000000000u, 100, 102);
    assert_int_equal(client_pass(server.client, 500 * 1000), OK);
    assert_int_equal(get(&server, "https://api.test/").wire, WIRE_OK);
    assert_in_range(server.now_ns / 1000000000u, 600, 602);
    assert_true(clock_ns() - begun < 30000000000u);
    close_server(&server);
}

struct tally {
    struct job job;
    struct exchange exchange;
    unsigned *ended;
    unsigned place;
};

static void note_end(struct job *job) {
    struct tally *tally = job->user;
    tally->place = ++*tally->ended;
}

/* What is quick overtakes what is slow. */
static void test_order(void **state) {
    (void)state;
    struct server server;
    struct replay replay;
    unsigned ended = 0;
    open_server(&server, &replay);
    const char *urls[] = {"https://api.test/slow", "https://api.test/", "https://api.test/slow"};
    struct tally tallies[3];
    for (size_t i = 0; i < 3; i++) {
        tallies[i] = (struct tally){
            .exchange = {.request = {.method = SPAN("GET"), .url = span_from(urls[i])}},
            .ended = &ended};
        tallies[i].job = (struct job){.exchange = &tallies[i].exchange,
                                      .arena = &server.arena,
                                      .done = note_end,
                                      .user = &tallies[i]};
        client_submit(server.client, &tallies[i].job);
    }
    assert_int_equal(client_run(server.client, 0), OK);
    assert_int_equal(tallies[0].place, 2);
    assert_int_equal(tallies[1].place, 1);
    assert_int_equal(tallies[2].place, 3);
    close_server(&server);
}

static void *wake_it(void *client) {
    client_wake(client);
    return NULL;
}

/* Threads are waited for in the world's time. */
static void test_wake(void **state) {
    (void)state;
    struct server server;
    struct replay replay;
    pthread_t thread;
    open_server(&server, &replay);
    uint64_t before = client_clock_ns(server.client);
    assert_int_equal(pthread_create(&thread, NULL, wake_it, server.client), 0);
    assert_int_equal(client_idle(server.client, 3600 * 1000), OK);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(client_clock_ns(server.client), before);
    close_server(&server);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_wake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
