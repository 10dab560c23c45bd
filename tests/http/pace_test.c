/* SPDX-License-Identifier: Apache-2.0 */
/* Turns, pace, budget, patience and interruption on a live server. A loaded machine makes
 * everything later, nothing earlier: only what must not come too soon is timed. */
#include "fixture.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { FOR_EVER = 600000 }; /* milliseconds, longer than any test lasts */

/* Answers by target: "/429" asks to wait a second twice and then says 200, and so on. */
static void busy(struct connection *connection) {
    while (server_read(connection)) {
        struct span target = server_target(connection);
        unsigned *refusals = connection->server->user;
        bool refuse = refusals && *refusals > 0 && target.len > 3;
        if (refuse) {
            (*refusals)--;
        }
        char head[256];
        time_t soon = time(NULL) + 4;
        struct tm parts;
        (void)gmtime_r(&soon, &parts);
        if (!refuse) {
            server_answer(connection, "HTTP/1.1 200 OK\r\n", "ok");
        } else if (span_equal(target, SPAN("/429"))) {
            server_answer(connection, "HTTP/1.1 429 Slow Down\r\nRetry-After: 1\r\n", "");
        } else if (span_equal(target, SPAN("/503"))) {
            server_answer(connection, "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\n", "");
        } else if (span_equal(target, SPAN("/503-long"))) {
            server_answer(connection, "HTTP/1.1 503 Busy\r\nRetry-After: 600\r\n", "");
        } else if (span_equal(target, SPAN("/date"))) {
            (void)strftime(head, sizeof(head),
                           "HTTP/1.1 503 Busy\r\nRetry-After: %a, %d %b %Y %H:%M:%S GMT\r\n",
                           &parts);
            server_answer(connection, head, "");
        } else if (span_equal(target, SPAN("/long"))) {
            server_answer(connection, "HTTP/1.1 429 Slow Down\r\nRetry-After: 3600\r\n", "long");
        } else if (span_equal(target, SPAN("/slow"))) {
            server_linger(connection, FOR_EVER);
            return;
        } else {
            server_answer(connection, "HTTP/1.1 503 Busy\r\n", "");
        }
    }
}

FIXTURE(busy)

static void refuse(struct fixture *fixture, unsigned *times) {
    fixture->server.user = times; /* read only by connections that come later */
    const struct client_options options = {.timeout = 600};
    fixture_reopen(fixture, &options);
}

struct tally {
    struct client *client;
    unsigned done, ok;
    unsigned more; /* jobs that done still submits */
    struct exchange *fetch;
    struct arena *arena;
};

static void count(struct job *job) {
    struct tally *tally = job->user;
    tally->done++;
    tally->ok += job->exchange->response.wire == WIRE_OK;
    if (tally->more) {
        tally->more--;
        client_submit(tally->client, job);
    }
}

static struct job *submit(struct fixture *fixture, const char *target, struct tally *tally) {
    struct job *job = arena_new(&fixture->arena, struct job);
    assert_non_null(job);
    *job = (struct job){.exchange = fixture_exchange(fixture, "GET", target),
                        .arena = &fixture->arena,
                        .done = count,
                        .user = tally};
    tally->client = fixture->client;
    client_submit(fixture->client, job);
    return job;
}

static void test_retry_after(void **state) {
    struct fixture *fixture = *state;
    static const char *const targets[] = {"/429", "/503"};
    for (size_t i = 0; i < 2; i++) {
        unsigned refusals = 1, start = fixture_ms();
        refuse(fixture, &refusals);
        assert_int_equal(fixture_get(fixture, targets[i])->response.status, 200);
        assert_true(fixture_ms() - start >= 990);
        struct client_stats stats = client_stats(fixture->client);
        assert_int_equal(stats.backoffs, 1);
        assert_int_equal(stats.sent, 2);
        assert_int_equal(stats.answered, 1);
        assert_true(stats.waiting > 0.99 && stats.waiting < 1.01);
    }
}

static void test_retry_after_date(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 1, start = fixture_ms();
    refuse(fixture, &refusals);
    assert_int_equal(fixture_get(fixture, "/date")->response.status, 200);
    double waited = client_stats(fixture->client).waiting; /* 4, less what passed on the way */
    assert_true(waited > 0 && waited <= 4);
    assert_true(fixture_ms() - start >= waited * 1000 - 10);
}

static void test_exponential_and_bounded(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 100, start = fixture_ms();
    fixture->server.user = &refusals;
    const struct client_options options = {.max_backoffs = 2, .longest_backoff = 0.6};
    fixture_reopen(fixture, &options);
    assert_int_equal(fixture_get(fixture, "/busy")->response.status, 503);
    assert_true(fixture_ms() - start >= 1050); /* 0.5, then 1 cut to 0.6 */
    double waited = client_stats(fixture->client).waiting;
    assert_true(waited > 1.09 && waited < 1.11);
    assert_int_equal(refusals, 97);
}

static void test_too_long_is_handed_over(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 100;
    refuse(fixture, &refusals);
    const struct response *response = &fixture_get(fixture, "/long")->response;
    assert_int_equal(response->status, 429);
    assert_span(response->body, "long");
    assert_int_equal(client_stats(fixture->client).backoffs, 0);
    assert_int_equal(refusals, 99);
}

static void test_keep_429(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 100;
    refuse(fixture, &refusals);
    struct tally tally = {0};
    struct job *job = submit(fixture, "/429", &tally);
    job->keep_429 = true;
    assert_int_equal(client_run(fixture->client, 0), OK);
    assert_int_equal(job->exchange->response.status, 429);
    assert_int_equal(refusals, 99);
}

/* Submits a request that is refused, and ten others when it backs off; ends when those are done.
 * Gives the milliseconds since the refusal was asked for. */
static unsigned others_behind(struct fixture *fixture, const char *target, struct tally *first) {
    struct tally others = {0};
    struct job *job = submit(fixture, target, first);
    unsigned start = fixture_ms();
    while (!job->backoffs) {
        assert_int_equal(client_run(fixture->client, 5), OK);
    }
    for (int n = 0; n < 10; n++) {
        (void)submit(fixture, "/", &others);
    }
    while (others.done < 10) {
        assert_int_equal(client_run(fixture->client, 5), OK);
    }
    return fixture_ms() - start;
}

/* 429 holds everything back, */
static void test_pause_for_all(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 1;
    refuse(fixture, &refusals);
    struct tally first = {0};
    assert_true(others_behind(fixture, "/429", &first) >= 990);
    assert_int_equal(client_run(fixture->client, 0), OK);
    assert_int_equal(first.ok, 1);
}

/* and 503 only its own request: the others overtake it. */
static void test_pause_for_one(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 1;
    fixture->server.user = &refusals;
    const struct client_options options = {.timeout = 600, .longest_backoff = 600};
    fixture_reopen(fixture, &options);
    struct tally first = {0};
    (void)others_behind(fixture, "/503-long", &first);
    assert_int_equal(first.done, 0);
}

static void test_rate(void **state) {
    struct fixture *fixture = *state;
    const struct client_options options = {.rate = 100};
    fixture_reopen(fixture, &options);
    struct tally tally = {0};
    for (int i = 0; i < 60; i++) {
        (void)submit(fixture, "/", &tally);
    }
    unsigned start = fixture_ms();
    assert_int_equal(client_run(fixture->client, 0), OK);
    assert_int_equal(tally.ok, 60);
    assert_true(fixture_ms() - start >= 560);
}

static void test_budget(void **state) {
    struct fixture *fixture = *state;
    const struct client_options options = {.max_requests = 7};
    fixture_reopen(fixture, &options);
    struct tally tally = {0};
    struct job *jobs[10];
    for (int i = 0; i < 10; i++) {
        jobs[i] = submit(fixture, "/", &tally);
    }
    assert_int_equal(client_run(fixture->client, 0), OK);
    assert_int_equal(tally.done, 10);
    assert_int_equal(tally.ok, 7);
    assert_int_equal(jobs[9]->exchange->response.wire, WIRE_BUDGET);
    assert_int_equal(server_requests(&fixture->server), 7);
    assert_int_equal(fixture_get(fixture, "/")->response.wire, WIRE_BUDGET);
}

/* A repetition counts as well; without budget for it, the refusal is the answer. */
static void test_budget_of_repetitions(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 100;
    fixture->server.user = &refusals;
    const struct client_options options = {.max_requests = 2};
    fixture_reopen(fixture, &options);
    assert_int_equal(fixture_get(fixture, "/429")->response.status, 429);
    assert_int_equal(refusals, 98);
}

static void test_many_on_few_connections(void **state) {
    struct fixture *fixture = *state;
    const struct client_options options = {.concurrency = 8};
    fixture_reopen(fixture, &options);
    struct tally tally = {.more = 500};
    for (int i = 0; i < 500; i++) {
        (void)submit(fixture, "/", &tally);
    }
    assert_int_equal(client_pending(fixture->client), 500);
    assert_int_equal(client_run(fixture->client, 0), OK);
    assert_int_equal(tally.done, 1000);
    assert_int_equal(tally.ok, 1000);
    assert_int_equal(client_pending(fixture->client), 0);
    assert_in_range(server_accepted(&fixture->server), 1, 8);
    assert_int_equal(client_stats(fixture->client).answered, 1000);
}

static void fetch_inside(struct job *job) {
    struct tally *tally = job->user;
    tally->done++;
    if (tally->fetch) {
        struct exchange *exchange = tally->fetch;
        tally->fetch = NULL;
        assert_int_equal(client_fetch(tally->client, tally->arena, exchange), OK);
        assert_int_equal(exchange->response.status, 200);
        tally->ok++;
    }
}

static void test_fetch_within_done(void **state) {
    struct fixture *fixture = *state;
    const struct client_options options = {.concurrency = 2};
    fixture_reopen(fixture, &options);
    struct tally tally = {.fetch = fixture_exchange(fixture, "GET", "/"), .arena = &fixture->arena};
    for (int i = 0; i < 20; i++) {
        submit(fixture, "/", &tally)->done = fetch_inside;
    }
    assert_int_equal(client_run(fixture->client, 0), OK);
    assert_int_equal(tally.done, 20);
    assert_int_equal(tally.ok, 1);
    assert_int_equal(client_stats(fixture->client).answered, 21);
}

static void test_run_for_a_while(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 1, start = fixture_ms();
    refuse(fixture, &refusals);
    struct tally tally = {0};
    (void)submit(fixture, "/slow", &tally);
    assert_int_equal(client_run(fixture->client, 100), OK);
    assert_true(fixture_ms() - start >= 90);
    assert_int_equal(client_pending(fixture->client), 1);
    assert_int_equal(tally.done, 0);
}

static volatile sig_atomic_t stop;

/* When all three are on their way. */
static void *stop_soon(void *user) {
    const struct timespec wait = {.tv_nsec = 1000000};
    while (server_requests(user) < 3) {
        (void)nanosleep(&wait, NULL);
    }
    stop = 1;
    return user;
}

/* Under way, backing off, and waiting for their turn: all end, long before their time. */
static void test_stop(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 3;
    fixture->server.user = &refusals;
    stop = 0;
    const struct client_options options = {
        .concurrency = 4, .rate = 20, .timeout = 600, .stop = &stop};
    fixture_reopen(fixture, &options);
    struct tally tally = {0};
    (void)submit(fixture, "/slow", &tally);
    (void)submit(fixture, "/503", &tally);
    (void)submit(fixture, "/slow", &tally);
    enum { WAITING = 12000 }; /* ten minutes of them */
    struct job *last = NULL;
    for (int i = 0; i < WAITING; i++) {
        last = submit(fixture, "/", &tally);
    }
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_soon, &fixture->server), 0);
    assert_int_equal(client_run(fixture->client, 0), ERR_STOPPED);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(tally.done, 3 + WAITING);
    assert_int_equal(last->exchange->response.wire, WIRE_STOPPED);
    assert_int_equal(client_pending(fixture->client), 0);
    struct exchange *exchange = fixture_exchange(fixture, "GET", "/");
    assert_int_equal(client_fetch(fixture->client, &fixture->arena, exchange), ERR_STOPPED);
    assert_int_equal(exchange->response.wire, WIRE_STOPPED);
}

/* A client closed with jobs under way must not leak or crash. */
static void test_close_early(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 1;
    refuse(fixture, &refusals);
    struct tally tally = {0};
    (void)submit(fixture, "/slow", &tally);
    (void)submit(fixture, "/", &tally);
    assert_int_equal(client_run(fixture->client, 20), OK);
    client_close(&fixture->client);
    assert_null(fixture->client);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        fixture_test(test_retry_after),
        fixture_test(test_retry_after_date),
        fixture_test(test_exponential_and_bounded),
        fixture_test(test_too_long_is_handed_over),
        fixture_test(test_keep_429),
        fixture_test(test_pause_for_all),
        fixture_test(test_pause_for_one),
        fixture_test(test_rate),
        fixture_test(test_budget),
        fixture_test(test_budget_of_repetitions),
        fixture_test(test_many_on_few_connections),
        fixture_test(test_fetch_within_done),
        fixture_test(test_run_for_a_while),
        fixture_test(test_stop),
        fixture_test(test_close_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
