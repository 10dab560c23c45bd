/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures that several processors check together, between being asked about and being wanted. */
#ifndef POSTERN_TOKEN_AHEAD_H
#define POSTERN_TOKEN_AHEAD_H

#include "token/key.h"

struct ahead;

/* threads: how many help whoever calls ahead_run; they start when they are needed. ahead_free it.
 * Errors: ERR_MEMORY. */
NODISCARD enum err ahead_new(size_t threads, struct ahead **out);
void ahead_free(struct ahead *ahead); /* NULL is fine */

/* Has a signature checked by the end of the next ahead_run; input and signature are copied. False:
 * that is no use, since it takes no time (HMAC, a wrong length), or there are too many, or just
 * this was asked about already: whoever comes second checks it himself, and waits for nobody. */
bool ahead_ask(struct ahead *ahead, const struct key *key, struct span input,
               struct span signature);

/* Checks what was asked about, and forgets what it knew before. */
void ahead_run(struct ahead *ahead);

/* Whether the last ahead_run looked at just this signature of this input by this key: *reason is
 * then what key_verify said. */
bool ahead_knows(const struct ahead *ahead, const struct key *key, struct span input,
                 struct span signature, enum token_reason *reason);

#endif
