/* SPDX-License-Identifier: Apache-2.0 */
/* Which request is sent when: turns, pace, budget, patience and the end. */
#include "http/client.h"

#include "http/backoff.h"
#include "http/client_options.h"
#include "http/pool.h"
#include "http/queue.h"
#include "http/rate.h"
#include "http/replay.h"
#include "http/target.h"

#include <assert.h>
#include <stdlib.h>

enum { LONGEST_WAIT_MS = 50 };
static const uint64_t ns_per_ms = 1000000;

struct client {
    struct client_options options;
    struct arena arena;
    struct transport *transport;
    struct target_origin origin;
    struct queue known;   /* answered without being sent */
    struct queue ready;   /* in the order of their submission */
    struct queue delayed; /* backing off */
    uint64_t paused_until;
    uint64_t waits_until, waited_ns; /* the end of all waits so far; how long they are together */
    struct rate rate;
    struct client_stats stats;
};

static enum err set_up(struct client *client, const struct client_options *options,
                       struct span origin) {
    TRY(client_options_keep(&client->arena, options, &client->options));
    client->rate = rate_of(options->rate);
    const struct request check = {.method = SPAN("GET"), .fields = client->options.fields};
    struct span rest;
    if (!target_split(origin, &client->origin, &rest) || target_refuses(&check)) {
        return ERR_USAGE;
    }
    struct span bare = {origin.ptr, (size_t)(rest.ptr - origin.ptr)};
    bare = arena_dup(&client->arena, bare);
    TRY_PTR(bare.ptr);
    TRY(target_split(bare, &client->origin, NULL) ? OK : ERR_USAGE); /* over our own copy */
    return options->replay ? replay_open(&client->options, &client->transport)
                           : pool_open(&client->options, bare, &client->transport);
}

enum err client_open(const struct client_options *options, struct span origin,
                     struct client **out) {
    *out = NULL;
    struct client *client = calloc(1, sizeof(*client));
    TRY_PTR(client);
    arena_init(&client->arena, SIZE_MAX);
    enum err err = set_up(client, options, origin);
    if (err != OK) {
        client_close(&client);
        return err;
    }
    *out = client;
    return OK;
}

void client_close(struct client **client) {
    if (*client) {
        struct transport *transport = (*client)->transport;
        if (transport) {
            transport->kind->close(transport);
        }
        arena_free(&(*client)->arena);
        free(*client);
        *client = NULL;
    }
}

static void prepare(struct job *job) {
    job->backoffs = 0;
    job->not_before_ns = 0;
    job->exchange->response = (struct response){0};
}

void client_submit(struct client *client, struct job *job) {
    prepare(job);
    queue_add(job->known ? &client->known : &client->ready, job);
}

size_t client_pending(const struct client *client) {
    return client->known.n + client->ready.n + client->delayed.n + client->transport->busy;
}

struct client_stats client_stats(const struct client *client) {
    return client->stats;
}

uint64_t client_clock_ns(const struct client *client) {
    return client->transport->kind->now_ns(client->transport);
}

int64_t client_clock_unix(const struct client *client) {
    return client->transport->kind->now_unix(client->transport);
}

/* Ends a job without an answer. detail: static text, or in the job's arena. */
static void end_job(struct job *job, enum wire wire, struct span detail) {
    job->exchange->response = (struct response){.wire = wire, .detail = detail};
    job->done(job);
}

static void fail_job(struct client *client, struct job *job, const char *why) {
    client->stats.failed++;
    end_job(job, WIRE_FAILED, span_from(why));
}

static bool spent(const struct client *client) {
    return client->options.max_requests && client->stats.sent >= client->options.max_requests;
}

static void start_job(struct client *client, struct job *job, uint64_t now) {
    struct target_origin origin;
    struct span target;
    struct transport *transport = client->transport;
    const struct request *request = &job->exchange->request;
    const char *refused = target_refuses(request);
    if (refused) {
        fail_job(client, job, refused);
    } else if (!target_split(request->url, &origin, &target)) {
        fail_job(client, job, "the URL cannot be sent as it is");
    } else if (!target_same(&origin, &client->origin)) {
        fail_job(client, job, "the URL is not the target's");
    } else if (spent(client)) {
        end_job(job, WIRE_BUDGET, (struct span){NULL, 0});
    } else if (transport->kind->start(transport, job, target) != OK) {
        fail_job(client, job, err_words(ERR_MEMORY));
    } else {
        client->stats.sent++;
        rate_take(&client->rate, now);
    }
}

static uint64_t until(uint64_t when, uint64_t now) {
    return when > now ? when - now : 0;
}

/* Starts what may be started; returns the nanoseconds until another job's turn may come. */
static uint64_t start_jobs(struct client *client, uint64_t now) {
    while (client->transport->busy < client->transport->room) {
        uint64_t wait = until(client->paused_until, now);
        uint64_t paced = rate_wait(&client->rate, now);
        wait = paced > wait ? paced : wait;
        struct queue *from = &client->ready;
        if (client->delayed.first) {
            uint64_t due = until(client->delayed.first->not_before_ns, now);
            if (due == 0 || !client->ready.n) {
                from = &client->delayed;
                wait = due > wait ? due : wait;
            }
        }
        if (!from->n) {
            return UINT64_MAX;
        }
        if (wait) {
            return wait;
        }
        start_job(client, queue_take(from), now);
    }
    return UINT64_MAX;
}

/* Whether the budget for waiting has room for a wait that starts now. Waits that overlap count
 * once.
 */
static bool is_patient(struct client *client, uint64_t now, uint64_t delay) {
    uint64_t from = client->waits_until > now ? client->waits_until : now;
    uint64_t more = until(now + delay, from);
    double all = (double)(client->waited_ns + more) / 1e9;
    if (client->options.patience > 0 && all > client->options.patience) {
        client->stats.impatient = true;
        return false;
    }
    client->waited_ns += more;
    client->waits_until = from + more;
    return true;
}

/* How often a request is put back: 503 may be its own answer, 429 is not. */
static unsigned most_backoffs(const struct client *client, int status) {
    unsigned most = client->options.max_backoffs;
    return status == 503 && most > CLIENT_DEFAULT_BACKOFFS ? CLIENT_DEFAULT_BACKOFFS : most;
}

/* Puts the job back when the target asks for patience and there is some left. */
static bool back_off(struct client *client, const struct ended *ended) {
    struct job *job = ended->job;
    int status = ended->collect->status;
    uint64_t delay = 0;
    if (ended->wire != WIRE_OK || !backoff_possible(status)) {
        return false;
    }
    struct span retry_after = collect_field(ended->collect, SPAN("Retry-After"));
    struct span remaining = collect_field(ended->collect, SPAN("X-RateLimit-Remaining"));
    if (!backoff_asked(status, retry_after, remaining) || job->keep_429 || spent(client) ||
        job->backoffs >= most_backoffs(client, status)) {
        return false;
    }
    if (!backoff_delay(retry_after, job->backoffs, client->options.longest_backoff,
                       client_clock_unix(client), &delay)) {
        client->stats.impatient = true;
        return false;
    }
    uint64_t now = client_clock_ns(client);
    if (!is_patient(client, now, delay)) {
        return false;
    }
    job->backoffs++;
    job->not_before_ns = now + delay;
    if (status != 503 && job->not_before_ns > client->paused_until) {
        client->paused_until = job->not_before_ns; /* whoever asks next is told the same */
    }
    client->stats.backoffs++;
    client->stats.waiting += (double)delay / 1e9;
    queue_add_timed(&client->delayed, job);
    return true;
}

static void fill_response(struct client *client, const struct ended *ended) {
    struct job *job = ended->job;
    struct response *response = &job->exchange->response;
    *response = (struct response){.wire = ended->wire, .elapsed_ns = ended->elapsed_ns};
    bool heard = ended->wire == WIRE_OK || ended->wire == WIRE_CUT;
    if (heard && collect_finish(ended->collect, job->arena, response) != OK) {
        *response = (struct response){.wire = WIRE_FAILED, .detail = SPAN("out of memory")};
    } else if (ended->wire != WIRE_OK) {
        response->detail = arena_dup(job->arena, span_from(ended->detail));
    }
    client->stats.answered += response->wire == WIRE_OK;
    client->stats.failed += response->wire != WIRE_OK;
}

/* Hands over what has ended; false when nothing has. */
static bool end_transfers(struct client *client) {
    bool any = false;
    struct transport *transport = client->transport;
    struct ended ended;
    while (transport->kind->next_ended(transport, &ended)) {
        any = true;
        client->stats.bytes += ended.collect->head_bytes + ended.collect->body.len;
        client->stats.sent += ended.renewed;
        bool again = back_off(client, &ended);
        if (!again) {
            fill_response(client, &ended);
        }
        transport->kind->release(transport, &ended);
        if (!again) {
            ended.job->done(ended.job); /* may submit, and even fetch: nothing is held here */
        }
    }
    return any;
}

/* Hands over what is known already, but for what would not be sent any more. */
static void end_known(struct client *client) {
    for (struct job *job = queue_take(&client->known); job; job = queue_take(&client->known)) {
        if (spent(client)) {
            end_job(job, WIRE_BUDGET, (struct span){NULL, 0});
            continue;
        }
        job->exchange->response = *job->known;
        client->stats.sent++;
        client->stats.answered += job->known->wire == WIRE_OK;
        client->stats.failed += job->known->wire != WIRE_OK;
        job->done(job);
    }
}

static struct job *take_any(struct client *client) {
    struct job *job = client->transport->kind->abandon(client->transport);
    job = job ? job : queue_take(&client->known);
    job = job ? job : queue_take(&client->delayed);
    return job ? job : queue_take(&client->ready);
}

static bool stopped(const struct client *client) {
    return client->options.stop && *client->options.stop;
}

static enum err end_all(struct client *client, enum wire wire, enum err err) {
    for (struct job *job = take_any(client); job; job = take_any(client)) {
        end_job(job, wire, (struct span){NULL, 0});
    }
    return err;
}

static int wait_ms(uint64_t wait_ns) {
    uint64_t ms = wait_ns / ns_per_ms + 1;
    return ms < LONGEST_WAIT_MS ? (int)ms : LONGEST_WAIT_MS;
}

static bool is_over(const struct client *client, const bool *finished, uint64_t deadline) {
    return !client_pending(client) || (finished && *finished) ||
           (deadline && client_clock_ns(client) >= deadline);
}

/* Works until no job is left, *finished turns true, or the deadline (0: none) has come. */
static enum err work(struct client *client, const bool *finished, uint64_t deadline) {
    struct transport *transport = client->transport;
    while (!is_over(client, finished, deadline)) {
        if (stopped(client)) {
            return end_all(client, WIRE_STOPPED, ERR_STOPPED);
        }
        end_known(client);
        uint64_t now = client_clock_ns(client);
        uint64_t wait = start_jobs(client, now);
        if (transport->kind->step(transport) != OK) {
            return end_all(client, WIRE_FAILED, ERR_MEMORY);
        }
        if (!end_transfers(client) && !is_over(client, finished, deadline)) {
            uint64_t left = deadline ? until(deadline, now) : UINT64_MAX;
            transport->kind->wait(transport, wait_ms(left < wait ? left : wait));
        }
    }
    return OK;
}

enum err client_run(struct client *client, unsigned max_ms) {
    return work(client, NULL, max_ms ? client_clock_ns(client) + max_ms * ns_per_ms : 0);
}

enum err client_idle(struct client *client, unsigned max_ms) {
    if (!stopped(client)) {
        client->transport->kind->idle(client->transport, (int)max_ms);
    }
    return stopped(client) ? ERR_STOPPED : OK;
}

enum err client_pass(struct client *client, unsigned ms) {
    if (!stopped(client)) {
        client->transport->kind->wait(client->transport, (int)ms);
    }
    return stopped(client) ? ERR_STOPPED : OK;
}

void client_wake(struct client *client) {
    client->transport->kind->wake(client->transport);
}

static void note_done(struct job *job) {
    *(bool *)job->user = true;
}

enum err client_fetch(struct client *client, struct arena *arena, struct exchange *exchange) {
    bool finished = false;
    struct job job = {.exchange = exchange, .arena = arena, .done = note_done, .user = &finished};
    prepare(&job);
    queue_add_first(&client->ready, &job);
    TRY(work(client, &finished, 0));
    assert(finished);
    return OK;
}
