/* SPDX-License-Identifier: Apache-2.0 */
/* The thread that talks to Redis. */
#ifndef POSTERN_GUARD_SHARED_TALK_H
#define POSTERN_GUARD_SHARED_TALK_H

#include "guard/shared/shared_state.h"

/* What pthread_create begins; user: a struct shared, which must live until the thread has ended.
 * Ends when closing is set and wake is signalled. */
void *shared_talk(void *user);

/* Make an eventfd readable, and unreadable again. */
void shared_signal(int fd);
void shared_calm(int fd);

#endif
