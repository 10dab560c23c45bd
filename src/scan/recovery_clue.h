/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer gives away of the code that recovers a password. */
#ifndef POSTERN_SCAN_RECOVERY_CLUE_H
#define POSTERN_SCAN_RECOVERY_CLUE_H

#include "base/err.h"
#include "text/message.h"
#include "text/tree.h"

/* What an answer shows that may be the code. */
struct clue {
    struct span code;
    const struct node *beside; /* the object that it stood in, or what its link says beside it */
    bool named;                /* as what resets a password, and nothing else */
};

enum { RECOVERY_CLUES = 8 };
struct clues {
    struct clue at[RECOVERY_CLUES];
    size_t n;
};

/* Of members that are called so, of links, of numbers in texts, and of Location. Errors:
 * ERR_MEMORY. */
NODISCARD enum err recovery_clues(struct arena *arena, const struct exchange *exchange,
                                  struct clues *out);

/* How many seconds the answer says that a code lives, or that a token says itself; 0: it does not;
 * -1: a token that says of itself that it has no end. Errors: ERR_MEMORY. */
NODISCARD enum err recovery_lifetime(struct arena *arena, const struct clue *clue, int64_t *out);

/* A code of the same form that is another. {NULL, 0} without memory. */
struct span recovery_made_up(struct arena *arena, struct span code);

#endif
