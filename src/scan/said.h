/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer's tokens say: the claims of those that can be read. */
#ifndef POSTERN_SCAN_SAID_H
#define POSTERN_SCAN_SAID_H

#include "base/err.h"
#include "base/vec.h"
#include "text/message.h"
#include "text/tree.h"

struct said {
    VEC(const struct node *) payloads; /* of each JWT, in the body or in a cookie */
    const struct node *answer;         /* the body, where it is JSON; or NULL */
};

/* Reads the answer. Errors: ERR_MEMORY. */
NODISCARD enum err said_read(struct arena *arena, const struct exchange *exchange,
                             struct said *out);

/* Whether a claim whose name ends in one of the words (as of words_listed) is that value, a list
 * with it, or a text with it among others; in what holds the user, too. */
bool said_holds(const struct node *claims, struct span words, struct span value);

/* The same of any of the tokens. */
bool said_in_token(const struct said *said, struct span words, struct span value);

#endif
