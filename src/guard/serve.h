/* SPDX-License-Identifier: Apache-2.0 */
/* The server: answers proxies by a policy until it is told to stop. */
#ifndef POSTERN_GUARD_SERVE_H
#define POSTERN_GUARD_SERVE_H

#include "guard/service.h"

struct serve_options {
    struct service_state state;
    int listener; /* taken over */
    int watcher;  /* likewise, for /healthz, /readyz and /metrics; -1: none */
    /* Reads everything anew, for SIGHUP; on any error *state stays as it is, and so does what it
     * points to. */
    enum err (*reload)(void *user, struct service_state *state);
    /* Takes words for people about what changed while it serves; NULL: nobody listens. */
    void (*tell)(void *user, struct span words);
    /* Looks whether what is revoked has changed; called every second or so, and quick. */
    void (*refresh)(void *user, uint64_t now_ns, struct revocations *revocations);
    void *user;
};

/* Serves until SIGTERM or SIGINT, then answers what is under way and returns. One thread. Errors:
 * ERR_IO. */
NODISCARD enum err serve_run(const struct serve_options *options);

#endif
