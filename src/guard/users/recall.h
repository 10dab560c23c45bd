/* SPDX-License-Identifier: Apache-2.0 */
/* Who was let in a short while ago, for when the database cannot be asked. */
#ifndef POSTERN_GUARD_RECALL_H
#define POSTERN_GUARD_RECALL_H

#include "guard/users/account.h"

/* Opaque; any number of threads. */
struct recall;

NODISCARD enum err recall_new(struct recall **out);
void recall_free(struct recall *recall); /* NULL is fine */

/* Remembers what the row came to until then, if it lets in; if not, forgets what it came to before.
 * What has no room, or is too large, is not remembered. */
void recall_put(struct recall *recall, const struct account_question *question,
                const struct account *account, uint64_t until_ns);

/* Gives what the very same question came to, if that is still remembered; its claims are the
 * arena's. */
bool recall_get(struct recall *recall, struct arena *arena, const struct account_question *question,
                uint64_t now_ns, struct account *out);

#endif
