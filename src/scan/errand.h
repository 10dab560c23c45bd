/* SPDX-License-Identifier: Apache-2.0 */
/* Errands: long work that needs no network, done by a thread of its own while requests go on. */
#ifndef POSTERN_SCAN_ERRAND_H
#define POSTERN_SCAN_ERRAND_H

#include "base/err.h"

#include <signal.h>
#include <stdbool.h>

/* The caller owns it; it must stay until done was called. */
struct errand {
    /* On the thread: touches what belongs to the errand alone, and nothing that the scan uses
     * meanwhile. When *stop turns true it should end soon, with ERR_STOPPED. */
    enum err (*work)(struct errand *errand, const volatile sig_atomic_t *stop);
    /* Back on the caller's thread, from errands_collect. */
    void (*done)(struct errand *errand, enum err worked);
    void *user;
    /* the errands' own */
    struct errand *next;
    enum err worked;
};

struct errands;

/* wake is called on the thread whenever an errand is finished, so that who waits elsewhere
 * collects. The thread starts with the first errand. Errors: ERR_MEMORY. */
NODISCARD enum err errands_open(void (*wake)(void *user), void *user, struct errands **out);

/* Queues an errand. Without a thread (the system refuses one) it is worked on at once. */
void errands_submit(struct errands *errands, struct errand *errand);

/* Calls done of those that are finished. Returns how many they were. */
size_t errands_collect(struct errands *errands);

/* Errands not yet collected. */
size_t errands_pending(const struct errands *errands);

/* Stops what is under way, and waits for it; done is not called any more. NULL is fine. */
void errands_close(struct errands **errands);

#endif
