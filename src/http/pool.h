/* SPDX-License-Identifier: Apache-2.0 */
/* A pool of transfers on libcurl's multi interface; only pool.c sees libcurl. */
#ifndef POSTERN_HTTP_POOL_H
#define POSTERN_HTTP_POOL_H

#include "http/client.h"
#include "http/collect.h"
#include "http/target.h"

struct pool;
struct transfer;

/* A transfer that has come to its end. It keeps its place in the pool until pool_release. */
struct ended {
    struct transfer *transfer;
    struct job *job;
    enum wire wire;
    const struct collect *collect; /* what was received */
    const char *detail;            /* the library's words when wire is not WIRE_OK */
    uint64_t elapsed_ns;
};

/* options: with its defaults filled in; must outlive the pool. origin: scheme, host and port, as
 * text. Errors: ERR_USAGE (origin or proxy unusable), ERR_MEMORY. */
NODISCARD enum err pool_open(const struct client_options *options, struct span origin,
                             struct pool **out);
void pool_close(struct pool **pool);

bool pool_has_room(const struct pool *pool);
size_t pool_busy(const struct pool *pool);

/* Begins a transfer of job's request; target: what follows the origin in its URL. Errors:
 * ERR_MEMORY (the job is not in the pool). */
NODISCARD enum err pool_start(struct pool *pool, struct job *job, struct span target);

/* Reads and writes what can be without waiting. Errors: ERR_MEMORY. */
NODISCARD enum err pool_step(struct pool *pool);

/* Waits until something can be read or written, pool_wake, or for ms milliseconds. */
void pool_wait(struct pool *pool, int ms);

/* Ends pool_wait, the one under way or the next. From any thread. */
void pool_wake(struct pool *pool);

/* The next transfer that has ended, if there is one. */
bool pool_next_ended(struct pool *pool, struct ended *out);
void pool_release(struct pool *pool, const struct ended *ended);

/* Breaks off one transfer under way and gives its job; NULL when there is none. */
struct job *pool_abandon(struct pool *pool);

#endif
