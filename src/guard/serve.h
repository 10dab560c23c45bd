/* SPDX-License-Identifier: Apache-2.0 */
/* The server: answers proxies by a policy until it is told to stop. */
#ifndef POSTERN_GUARD_SERVE_H
#define POSTERN_GUARD_SERVE_H

#include "policy/policy.h"

/* What may change while it serves. */
struct serve_state {
    const struct policy *policy;
    int log; /* where the audit log goes: a line for each decision */
};

struct serve_options {
    struct serve_state state;
    int listener; /* taken over */
    /* Reads everything anew, for SIGHUP; on any error *state stays as it is, and so does what it
     * points to. */
    enum err (*reload)(void *user, struct serve_state *state);
    void *user;
};

/* Serves until SIGTERM or SIGINT, then answers what is under way and returns. A decision that
 * cannot be written down is a refusal. One thread. Errors: ERR_IO. */
NODISCARD enum err serve_run(const struct serve_options *options);

#endif
