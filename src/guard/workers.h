/* SPDX-License-Identifier: Apache-2.0 */
/* Threads for work that would keep the loop waiting: a bounded queue in, a list out. */
#ifndef POSTERN_GUARD_WORKERS_H
#define POSTERN_GUARD_WORKERS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* The first member of what is to be done; it stays its owner's, who leaves it alone until it is
 * collected. */
struct workers_task {
    struct workers_task *next;
    bool ran; /* false once collected: they were closed before its turn came */
};

/* Does a task on thread number "thread". */
typedef void (*workers_work)(void *user, size_t thread, struct workers_task *task);

struct workers;

/* most: tasks that may wait. Signals are not for these threads. Errors: ERR_MEMORY. */
NODISCARD enum err workers_open(size_t threads, size_t most, workers_work work, void *user,
                                struct workers **out);

/* False when too many wait. */
bool workers_submit(struct workers *workers, struct workers_task *task);

/* Readable when there is something to collect. */
int workers_fd(const struct workers *workers);

/* Takes what is done, the oldest first; NULL: nothing. */
struct workers_task *workers_collect(struct workers *workers);

/* Waits for what runs, and gives back all that was not collected, done or not. NULL is fine. */
struct workers_task *workers_close(struct workers *workers);

#endif
