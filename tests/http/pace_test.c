/* SPDX-License-Identifier: Apache-2.0 */
/* Turns, pace, budget, patience and interruption, measured on a live server. */
#include "fixture.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

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
        time_t soon = time(NULL) + 2;
        struct tm parts;
        (void)gmtime_r(&soon, &parts);
        if (!refuse) {
            server_answer(connection, "HTTP/1.1 200 OK\r\n", "ok");
        } else if (span_equal(target, SPAN("/429"))) {
            server_answer(connection, "HTTP/1.1 429 Slow Down\r\nRetry-After: 1\r\n", "");
        } else if (span_equal(target, SPAN("/503"))) {
            server_answer(connection, "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\n", "");
        } else if (span_equal(target, SPAN("/date"))) {
            (void)strftime(head, sizeof(head),
                           "HTTP/1.1 503 Busy\r\nRetry-After: %a, %d %b %Y %H:%M:%S GMT\r\n",
                           &parts);
            server_answer(connection, head, "");
        } else if (span_equal(target, SPAN("/long"))) {
            server_answer(connection, "HTTP/1.1 429 Slow Down\r\nRetry-After: 3600\r\n", "long");
        } else if (span_equal(target, SPAN("/slow"))) {
            server_linger(connection, 3000);
            return;
        } else {
            server_answer(connection, "HTTP/1.1 503 Busy\r\n", "");
        }
    }
}

FIXTURE(busy)

static void refuse(struct fixture *fixture, unsigned *times) {
    fixture->server.user = times; /* read only by connections that come later */
    const struct client_options options = {.timeout = 5};
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
        unsigned took = fixture_ms() - start;
        assert_in_range(took, 990, 1600);
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
    assert_in_range(fixture_ms() - start, 900, 2600);
}

static void test_exponential_and_bounded(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 100, start = fixture_ms();
    fixture->server.user = &refusals;
    const struct client_options options = {.max_backoffs = 2, .longest_backoff = 0.6};
    fixture_reopen(fixture, &options);
    assert_int_equal(fixture_get(fixture, "/busy")->response.status, 503);
    assert_in_range(fixture_ms() - start, 1050, 1700); /* 0.5, then 1 cut to 0.6 */
    assert_int_equal(refusals, 97);
}

static void test_too_long_is_handed_over(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 100, start = fixture_ms();
    refuse(fixture, &refusals);
    const struct response *response = &fixture_get(fixture, "/long")->response;
    assert_int_equal(response->status, 429);
    assert_span(response->body, "long");
    assert_true(fixture_ms() - start < 500);
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

/* 429 holds everything back, 503 only its own request. */
static void test_pause_for_all(void **state) {
    struct fixture *fixture = *state;
    static const char *const targets[] = {"/503", "/429"};
    for (size_t i = 0; i < 2; i++) {
        unsigned refusals = 1;
        refuse(fixture, &refusals);
        struct tally first = {0}, others = {0};
        struct job *job = submit(fixture, targets[i], &first);
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
        unsigned took = fixture_ms() - start;
        assert_in_range(took, i ? 900 : 0, i ? 1600 : 500);
        assert_int_equal(client_run(fixture->client, 0), OK);
        assert_int_equal(first.ok, 1);
    }
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
    assert_in_range(fixture_ms() - start, 560, 1100);
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
    assert_in_range(fixture_ms() - start, 90, 400);
    assert_int_equal(client_pending(fixture->client), 1);
    assert_int_equal(tally.done, 0);
}

static volatile sig_atomic_t stop;

static void *stop_soon(void *user) {
    const struct timespec wait = {.tv_nsec = 200000000};
    (void)nanosleep(&wait, NULL);
    stop = 1;
    return user;
}

/* Under way, backing off, and waiting for their turn: all end, and within 100 ms. */
static void test_stop(void **state) {
    struct fixture *fixture = *state;
    unsigned refusals = 3, start = fixture_ms();
    fixture->server.user = &refusals;
    stop = 0;
    const struct client_options options = {.concurrency = 3, .rate = 20, .stop = &stop};
    fixture_reopen(fixture, &options);
    struct tally tally = {0};
    (void)submit(fixture, "/slow", &tally);
    (void)submit(fixture, "/503", &tally);
    (void)submit(fixture, "/slow", &tally);
    struct job *last = NULL;
    for (int i = 0; i < 50; i++) {
        last = submit(fixture, "/", &tally);
    }
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, stop_soon, NULL), 0);
    assert_int_equal(client_run(fixture->client, 0), ERR_STOPPED);
    assert_in_range(fixture_ms() - start, 190, 450);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(tally.done, 53);
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
