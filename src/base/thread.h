/* SPDX-License-Identifier: Apache-2.0 */
/* Threads that work beside the program's own. */
#ifndef POSTERN_BASE_THREAD_H
#define POSTERN_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts a thread that takes no signals: those are for the one that waits for them. user: must live
 * until the thread was joined. False: the system has no thread to give. */
bool thread_start(pthread_t *thread, void *(*run)(void *user), void *user);

/* How many processors this process may use, at least one. */
unsigned thread_processors(void);

#endif
