/* SPDX-License-Identifier: Apache-2.0 */
/* A recovery on trial: asking for codes, and setting passwords with them. */
#ifndef POSTERN_SCAN_RECOVERING_H
#define POSTERN_SCAN_RECOVERING_H

#include "scan/recovery.h"
#include "scan/recovery_clue.h"

#define RECOVERING_NOWHERE "postern.invalid" /* RFC 6761, section 6.4 */

struct recovering {
    struct survey *survey;
    struct recovery way;
    bool own;        /* opened by the scan: it may have another password */
    unsigned resets; /* passwords that it was given */
    struct reply asked, taken, wrong;
    struct clues clues;
};

/* Asks for a code. field: one to send along, with that value; or empty. Errors: as survey_ask. */
NODISCARD enum err recovering_ask(struct recovering *trial, struct span field, struct span value,
                                  struct reply *out);

/* Sends a code with a new password: an account of our own gets another one each time, a user's
 * stays. beside: what came with the code, or NULL. Errors: as survey_ask. */
NODISCARD enum err recovering_reset(struct recovering *trial, struct span code,
                                    const struct node *beside, struct reply *out);

/* Taken, where a code that nobody has is answered otherwise. */
bool recovering_is_told_apart(const struct reply *taken, const struct reply *wrong);

/* *out: the code sets the password, and one that is made up does not. Errors: as survey_ask. */
NODISCARD enum err recovering_opens(struct recovering *trial, struct span code,
                                    const struct node *beside, bool *out);

enum { RECOVERING_GUESSES = 12 };

/* What stands first in every program that guesses, and what is made of the user alone. Errors:
 * ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err recovering_guesses(const struct recovering *trial,
                                      struct span out[RECOVERING_GUESSES], size_t *n);

#endif
