/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords that fitted a short while ago, so that a client which sends its own with every request
 * does not cost a hash each time. Nothing is kept that gives one away. */
#ifndef POSTERN_GUARD_HITS_H
#define POSTERN_GUARD_HITS_H

#include "guard/users/users.h"

enum { HITS_SECONDS = 300 };

/* Opaque; any number of threads. */
struct hits;

NODISCARD enum err hits_new(struct hits **out);
void hits_free(struct hits *hits); /* NULL is fine */

/* Whether the password fitted this very row within HITS_SECONDS: another stored password is another
 * row. now_ns: clock_ns. */
bool hits_has(struct hits *hits, const struct user *user, struct span password, uint64_t now_ns);
void hits_add(struct hits *hits, const struct user *user, struct span password, uint64_t now_ns);

#endif
