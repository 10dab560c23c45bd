/* SPDX-License-Identifier: Apache-2.0 */
/* The HTTP client: many requests at once on one thread, politely, to one target. */
#ifndef POSTERN_HTTP_CLIENT_H
#define POSTERN_HTTP_CLIENT_H

#include "base/arena.h"
#include "base/err.h"
#include "text/message.h"

#include <signal.h>

/* Who answers in place of the network: recorded exchanges, or a server that is declared. */
struct replay {
    /* The answer to a request that would be sent now, as it would be sent but for Host, User-Agent
     * and Accept; now_ns: by its clock, which begins with 0. Fills in wire, and for WIRE_OK status,
     * fields and body, which must last until the next call; elapsed_ns: how long it takes, of which
     * the replay's clock alone knows. */
    void (*answer)(void *user, const struct request *request, uint64_t now_ns,
                   struct response *out);
    void *user;
};

struct client_options {
    unsigned concurrency;        /* requests in flight; 0: 16 */
    double rate;                 /* requests a second over all; 0: no limit */
    double timeout;              /* seconds for one request; 0: 30 */
    double connect_timeout;      /* seconds; 0: the smaller of timeout and 10 */
    uint64_t max_requests;       /* 0: no limit; after it WIRE_BUDGET */
    size_t body_limit;           /* bytes kept of a body; 0: LIMIT_RESPONSE_BODY_BYTES */
    const struct replay *replay; /* NULL: the network */
    const char *proxy;           /* URL, or NULL: none (the environment is not asked) */
    const char *ca_file;         /* PEM, or NULL: the system's */
    bool insecure;               /* accept any certificate */
    bool mutual; /* the server asks for client certificates: where it closes right after the
                  * handshake, that is its answer to them */
    bool http1_only;
    struct fields fields;              /* added to every request that does not have them (-H) */
    struct span user_agent;            /* empty: "postern/<version>" */
    const volatile sig_atomic_t *stop; /* when it turns true, everything ends with WIRE_STOPPED */
    unsigned max_backoffs;  /* how often one request is repeated after 429 or 503; 0: 3 */
    double longest_backoff; /* seconds waited at the most at a time; 0: 30. An answer whose
                               Retry-After asks for more is handed over at once */
    double patience;        /* seconds waited in all, over all requests; 0: no limit. When they are
                               spent, 429 and 503 are handed over at once */
};

/* One request under way. The caller owns it; it must stay until done was called. */
struct job {
    struct exchange *exchange;     /* request: filled in; response: written when done */
    struct arena *arena;           /* where the response's parts go */
    void (*done)(struct job *job); /* called once, from client_run; may submit more jobs */
    void *user;
    const struct response *known; /* the answer, where an earlier run was given it: nothing is sent.
                                   * Counts as sent; must last as long as the exchange */
    bool keep_429;                /* hand 429 and 503 over at once, without backing off */
    /* the client's own */
    unsigned backoffs;
    struct job *next;
    uint64_t not_before_ns;
};

struct client;

/* Counts since the start. */
struct client_stats {
    uint64_t sent, answered, failed, backoffs, bytes;
    double waiting; /* seconds spent backing off, over all */
    bool impatient; /* patience did not suffice */
};

/* A request is sent as it is given: target byte for byte (but for a fragment, which is never sent),
 * fields in their order and as often as they stand there, any method token, a body with any method.
 * Added are Host, User-Agent and Accept where they are not given, Content-Length, and nothing else.
 * 429 and 503 are repeated after a wait (options, keep_429); 429 holds back all other requests as
 * well. A kept connection that the server has closed meanwhile is replaced by a new one. */

/* origin: scheme, host and port of the target ("http://127.0.0.1:8000"): a request to any other
 * origin ends with WIRE_FAILED and is never sent. Cookies are neither stored nor sent on their own;
 * redirects are never followed. Errors: ERR_USAGE (origin or proxy unusable), ERR_MEMORY. */
NODISCARD enum err client_open(const struct client_options *options, struct span origin,
                               struct client **out);
void client_close(struct client **client); /* NULL is fine */
#define CLIENT_SCOPE __attribute__((cleanup(client_close))) struct client

/* Queues a job. Never fails: what goes wrong is told in the response. */
void client_submit(struct client *client, struct job *job);

/* Works until no job is left (OK), or for at most max_ms if that is not 0. Calls done. When stop
 * is set, ends every job with WIRE_STOPPED and returns ERR_STOPPED. */
NODISCARD enum err client_run(struct client *client, unsigned max_ms);

/* Waits, with nothing to send, until client_wake or for max_ms. ERR_STOPPED when stop is set. */
NODISCARD enum err client_idle(struct client *client, unsigned max_ms);

/* Lets so much time pass, by the client's clock, or less. ERR_STOPPED when stop is set. */
NODISCARD enum err client_pass(struct client *client, unsigned ms);

/* Ends a wait of client_run or client_idle early, or the next one at once. From any thread. */
void client_wake(struct client *client);

/* One request, waited for. The answer is in exchange->response, as with a job. */
NODISCARD enum err client_fetch(struct client *client, struct arena *arena,
                                struct exchange *exchange);

size_t client_pending(const struct client *client);
struct client_stats client_stats(const struct client *client);

/* The time by which it waits: the system's clocks (base/clock.h), or those of a replay. */
uint64_t client_clock_ns(const struct client *client);
int64_t client_clock_unix(const struct client *client);

#endif
