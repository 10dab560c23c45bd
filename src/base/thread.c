/* SPDX-License-Identifier: Apache-2.0 */
/* Threads, without the signals that are meant for the caller. */
#define _GNU_SOURCE
#include "base/thread.h"

#include <sched.h>
#include <signal.h>

bool thread_start(pthread_t *thread, void *(*run)(void *user), void *user) {
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(thread, NULL, run, user) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

unsigned thread_processors(void) {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    int n = sched_getaffinity(0, sizeof(usable), &usable) == 0 ? CPU_COUNT(&usable) : 0;
    return n > 0 ? (unsigned)n : 1;
}
