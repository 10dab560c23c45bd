/* SPDX-License-Identifier: Apache-2.0 */
/* Tasks: long work that needs no network, done by a thread of its own while requests go on. */
#ifndef POSTERN_SCAN_TASK_H
#define POSTERN_SCAN_TASK_H

#include "base/err.h"

#include <signal.h>
#include <stdbool.h>

/* The caller owns it; it must stay until done was called. */
struct task {
    /* On the thread: touches what belongs to the task alone, and nothing that the scan uses
     * meanwhile. When *stop turns true it should end soon, with ERR_STOPPED. */
    enum err (*work)(struct task *task, const volatile sig_atomic_t *stop);
    /* Back on the caller's thread, from tasks_collect. */
    void (*done)(struct task *task, enum err worked);
    /* In place of done, from tasks_close, for what was never collected; or NULL. */
    void (*dropped)(struct task *task);
    void *user;
    /* the tasks' own */
    struct task *next;
    enum err worked;
};

struct tasks;

/* wake is called on the thread whenever an task is finished, so that who waits elsewhere
 * collects. The thread starts with the first task. Errors: ERR_MEMORY. */
NODISCARD enum err tasks_open(void (*wake)(void *user), void *user, struct tasks **out);

/* Queues an task. Without a thread (the system refuses one) it is worked on at once. */
void tasks_submit(struct tasks *tasks, struct task *task);

/* Calls done of those that are finished. Returns how many they were. */
size_t tasks_collect(struct tasks *tasks);

/* Tasks not yet collected. */
size_t tasks_pending(const struct tasks *tasks);

/* Stops what is under way, and waits for it; of what is left dropped is called, and done not any
 * more. NULL is fine. */
void tasks_close(struct tasks **tasks);

#endif
