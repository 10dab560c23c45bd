/* SPDX-License-Identifier: Apache-2.0 */
/* The seam below the client: what carries requests, and whose time it is. The client decides which
 * request goes when; a transport takes it there. One is the network (pool.c), one a replay
 * (replay.c), which waits for nobody. */
#ifndef POSTERN_HTTP_TRANSPORT_H
#define POSTERN_HTTP_TRANSPORT_H

#include "http/client.h"
#include "http/collect.h"

struct transfer; /* one request under way; each transport has its own */

/* A transfer that has come to its end. It keeps its place until release. */
struct ended {
    struct transfer *transfer;
    struct job *job;
    enum wire wire;
    const struct collect *collect; /* what was received */
    const char *detail;            /* the transport's words when wire is not WIRE_OK */
    uint64_t elapsed_ns;
    bool reused;  /* it went on a connection that others had before */
    bool renewed; /* it was sent twice, the second time on one of its own */
};

/* Stands first in what implements it. */
struct transport {
    const struct transport_kind *kind;
    size_t busy, room; /* transfers under way; how many there may be */
};

struct transport_kind {
    void (*close)(struct transport *transport);

    /* Begins a transfer of job's request, where busy < room; target: what follows the origin in its
     * URL. Errors: ERR_MEMORY (nothing has begun). */
    enum err (*start)(struct transport *transport, struct job *job, struct span target);

    /* Reads and writes what can be without waiting. Errors: ERR_MEMORY. */
    enum err (*step)(struct transport *transport);

    /* Waits until something can be read or written, wake, or for ms milliseconds. */
    void (*wait)(struct transport *transport, int ms);

    /* The same where nothing is to be sent, and others (threads) are waited for. */
    void (*idle)(struct transport *transport, int ms);

    /* Ends the wait under way, or the next. From any thread. */
    void (*wake)(struct transport *transport);

    /* The next transfer that has ended, if there is one. */
    bool (*next_ended)(struct transport *transport, struct ended *out);
    void (*release)(struct transport *transport, const struct ended *ended);

    /* Breaks off one transfer under way and gives its job; NULL when there is none. */
    struct job *(*abandon)(struct transport *transport);

    /* Its clocks, as base/clock.h has the system's. */
    uint64_t (*now_ns)(const struct transport *transport);
    int64_t (*now_unix)(const struct transport *transport);
};

#endif
