/* SPDX-License-Identifier: Apache-2.0 */
/* An answer is asked for when its request begins, and handed over when the clock has come to its
 * end: through the same collector, with the same limits, as what comes from the network. */
#include "http/replay.h"

#include "base/clock.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static const uint64_t ns_per_ms = 1000000, ns_per_s = 1000000000;

struct transfer {
    struct job *job; /* NULL: idle */
    struct collect collect;
    enum wire wire;
    uint64_t due_ns, elapsed_ns;
    uint64_t number; /* in the order of their beginning */
};

struct replay_transport {
    struct transport transport; /* first */
    const struct client_options *options;
    struct transfer *members; /* options->concurrency of them */
    struct arena scratch;     /* for one request */
    uint64_t now_ns, begun;
    int64_t opened_unix;
    pthread_mutex_t lock; /* of woken */
    pthread_cond_t waker;
    bool woken;
};

static struct replay_transport *of(struct transport *transport) {
    return (struct replay_transport *)transport;
}

/* The request with the fields that every request carries. */
static enum err complete(struct replay_transport *replay, const struct request *given,
                         struct request *out) {
    const struct fields *more = &replay->options->fields;
    *out = *given;
    out->fields = (struct fields){0};
    for (size_t i = 0; i < given->fields.n; i++) {
        const struct field *field = &given->fields.at[i];
        TRY(fields_add(&replay->scratch, &out->fields, field->name, field->value) ? OK
                                                                                  : ERR_MEMORY);
    }
    for (size_t i = 0; i < more->n; i++) {
        const struct field *field = &more->at[i];
        if (!fields_get(&given->fields, field->name).ptr &&
            !fields_add(&replay->scratch, &out->fields, field->name, field->value)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err take_line(struct collect *collect, struct span line) {
    TRY_PTR(line.ptr);
    (void)collect_line(collect, line); /* what is over a limit, collect says */
    return OK;
}

/* As the network would hand it over. */
static enum err collect_answer(struct replay_transport *replay, const struct response *response,
                               struct collect *collect) {
    struct arena *scratch = &replay->scratch;
    TRY(take_line(collect, arena_printf(scratch, "HTTP/1.1 %d\r\n", response->status)));
    for (size_t i = 0; i < response->fields.n; i++) {
        const struct field *field = &response->fields.at[i];
        TRY(take_line(collect, arena_printf(scratch, "%.*s: %.*s\r\n", SPAN_ARG(field->name),
                                            SPAN_ARG(field->value))));
    }
    TRY(take_line(collect, SPAN("\r\n")));
    if (!collect->head_only) {
        (void)collect_body(collect, response->body);
    }
    return OK;
}

static enum wire wire_of(const struct collect *collect) {
    return collect->overflow                               ? WIRE_HEADERS
           : collect->head.failed || collect->body.failed  ? WIRE_FAILED
           : collect->status < 100 || !collect->whole_head ? WIRE_PROTOCOL
                                                           : WIRE_OK;
}

static enum err receive(struct replay_transport *replay, const struct request *given,
                        struct transfer *transfer) {
    const struct client_options *options = replay->options;
    struct request request;
    struct response response = {0};
    arena_reset(&replay->scratch);
    TRY(complete(replay, given, &request));
    options->replay->answer(options->replay->user, &request, replay->now_ns, &response);
    uint64_t timeout_ns = (uint64_t)(options->timeout * (double)ns_per_s);
    if (response.wire == WIRE_TIMEOUT || response.elapsed_ns > timeout_ns) {
        response = (struct response){.wire = WIRE_TIMEOUT, .elapsed_ns = timeout_ns};
    }
    collect_start(&transfer->collect, options->body_limit, span_equal(given->method, SPAN("HEAD")));
    transfer->wire = response.wire;
    transfer->elapsed_ns = response.elapsed_ns;
    if (response.wire == WIRE_OK || response.wire == WIRE_CUT) {
        TRY(collect_answer(replay, &response, &transfer->collect));
        enum wire wire = wire_of(&transfer->collect);
        transfer->wire = wire == WIRE_OK ? response.wire : wire;
    }
    return OK;
}

static enum err start(struct transport *transport, struct job *job, struct span target) {
    struct replay_transport *replay = of(transport);
    struct transfer *transfer = replay->members;
    (void)target;
    while (transfer->job) {
        transfer++; /* ends: there is room */
    }
    TRY(receive(replay, &job->exchange->request, transfer));
    transfer->job = job;
    transfer->due_ns = replay->now_ns + transfer->elapsed_ns;
    transfer->number = replay->begun++;
    transport->busy++;
    return OK;
}

static enum err step(struct transport *transport) {
    (void)transport;
    return OK;
}

/* The one that ends first; NULL: none is under way. */
static struct transfer *next_due(struct replay_transport *replay) {
    struct transfer *first = NULL;
    for (size_t i = 0; replay->transport.busy && i < replay->transport.room; i++) {
        struct transfer *one = &replay->members[i];
        if (one->job && (!first || one->due_ns < first->due_ns ||
                         (one->due_ns == first->due_ns && one->number < first->number))) {
            first = one;
        }
    }
    return first;
}

/* Nobody waits: the clock leaps. */
static void leap(struct transport *transport, int ms) {
    struct replay_transport *replay = of(transport);
    const struct transfer *due = next_due(replay);
    uint64_t end = replay->now_ns + (uint64_t)ms * ns_per_ms;
    replay->now_ns = due && due->due_ns < end ? due->due_ns : end;
}

/* Threads work in the world's time. */
static void idle(struct transport *transport, int ms) {
    struct replay_transport *replay = of(transport);
    struct timespec end;
    (void)clock_gettime(CLOCK_REALTIME, &end);
    uint64_t ns = (uint64_t)end.tv_nsec + (uint64_t)ms * ns_per_ms;
    end.tv_sec += (time_t)(ns / ns_per_s);
    end.tv_nsec = (long)(ns % ns_per_s);
    (void)pthread_mutex_lock(&replay->lock);
    while (!replay->woken && pthread_cond_timedwait(&replay->waker, &replay->lock, &end) == 0) {
    }
    replay->woken = false;
    (void)pthread_mutex_unlock(&replay->lock);
}

static void wake(struct transport *transport) {
    struct replay_transport *replay = of(transport);
    (void)pthread_mutex_lock(&replay->lock);
    replay->woken = true;
    (void)pthread_cond_signal(&replay->waker);
    (void)pthread_mutex_unlock(&replay->lock);
}

static bool next_ended(struct transport *transport, struct ended *out) {
    struct replay_transport *replay = of(transport);
    struct transfer *transfer = next_due(replay);
    if (!transfer || transfer->due_ns > replay->now_ns) {
        return false;
    }
    *out = (struct ended){.transfer = transfer,
                          .job = transfer->job,
                          .wire = transfer->wire,
                          .collect = &transfer->collect,
                          .detail = "as the replay has it",
                          .elapsed_ns = transfer->elapsed_ns};
    return true;
}

static void release(struct transport *transport, const struct ended *ended) {
    ended->transfer->job = NULL;
    transport->busy--;
}

static struct job *abandon(struct transport *transport) {
    struct transfer *transfer = next_due(of(transport));
    struct job *job = transfer ? transfer->job : NULL;
    if (job) {
        transfer->job = NULL;
        transport->busy--;
    }
    return job;
}

static uint64_t now_ns(const struct transport *transport) {
    return ((const struct replay_transport *)transport)->now_ns;
}

static int64_t now_unix(const struct transport *transport) {
    const struct replay_transport *replay = (const struct replay_transport *)transport;
    return replay->opened_unix + (int64_t)(replay->now_ns / ns_per_s);
}

static void close_replay(struct transport *transport) {
    struct replay_transport *replay = of(transport);
    for (size_t i = 0; replay->members && i < transport->room; i++) {
        collect_free(&replay->members[i].collect);
    }
    (void)pthread_cond_destroy(&replay->waker);
    (void)pthread_mutex_destroy(&replay->lock);
    arena_free(&replay->scratch);
    free(replay->members);
    free(replay);
}

static const struct transport_kind REPLAY = {
    .close = close_replay,
    .start = start,
    .step = step,
    .wait = leap,
    .idle = idle,
    .wake = wake,
    .next_ended = next_ended,
    .release = release,
    .abandon = abandon,
    .now_ns = now_ns,
    .now_unix = now_unix,
};

enum err replay_open(const struct client_options *options, struct transport **out) {
    *out = NULL;
    struct replay_transport *replay = calloc(1, sizeof(*replay));
    TRY_PTR(replay);
    replay->transport = (struct transport){.kind = &REPLAY, .room = options->concurrency};
    replay->options = options;
    replay->opened_unix = clock_unix();
    (void)pthread_mutex_init(&replay->lock, NULL);
    (void)pthread_cond_init(&replay->waker, NULL);
    arena_init(&replay->scratch, SIZE_MAX);
    replay->members = calloc(options->concurrency, sizeof(*replay->members));
    if (!replay->members) {
        close_replay(&replay->transport);
        return ERR_MEMORY;
    }
    *out = &replay->transport;
    return OK;
}
