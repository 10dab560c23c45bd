/* SPDX-License-Identifier: Apache-2.0 */
/* Logins in two steps: a name and a password give a challenge, and that with a code gives access.
 */
#ifndef POSTERN_SCAN_SECOND_STEP_H
#define POSTERN_SCAN_SECOND_STEP_H

#include "scan/survey_ask.h"

/* A first step that was taken, and what it gave for the second. */
struct second_step {
    const struct operation *operation; /* the second */
    const struct door *door;           /* the first */
    struct reply first;
    const struct node *told; /* the object of its answer that holds the challenge */
    struct span challenge, name;
};

/* By its names, an operation that takes a code after something else. */
bool second_step_is(const struct operation *operation);

/* Takes the first step once, with the right password: at the login whose answer holds what the
 * second asks for beside the code. lockable: for those alone who may be locked out. *found false:
 * no login's does. Errors: as survey_fetch. */
NODISCARD enum err second_step_begin(struct survey *survey, const struct operation *operation,
                                     bool lockable, struct second_step *out, bool *found);

/* The first step is the whole login: it does not say that more is to come, or an identity's
 * credential came from it alone. */
bool second_step_is_none(struct survey *survey, const struct second_step *step);

/* Takes it again: another challenge. Errors: as survey_fetch. */
NODISCARD enum err second_step_renew(struct survey *survey, struct second_step *step, bool *found);

#endif
