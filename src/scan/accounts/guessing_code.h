/* SPDX-License-Identifier: Apache-2.0 */
/* Guessing at codes: those by time, those of a second step, those that recover a password. */
#ifndef POSTERN_SCAN_GUESSING_CODE_H
#define POSTERN_SCAN_GUESSING_CODE_H

#include "scan/accounts/guessing.h"

/* How many digits the operation's code has, as far as the contract says or its name does; 0: it is
 * no short code, or nobody can tell. */
unsigned guessing_digits(const struct contract *contract, const struct operation *operation);

/* The codes that a login takes beside name and password, of a user who may be locked out. *open:
 * all guesses were refused alike. Errors: as survey_fetch. */
NODISCARD enum err guessing_code_at_door(struct survey *survey, const struct door *door,
                                         struct guessing *out, bool *open);

/* The codes that an operation takes. By themselves: of a user who may be locked out. With a new
 * password: where writes are allowed, of him or of an account of the scan's own, for whom a code
 * was asked for. Then out->right is the code, where the answer shows it, and *open says that it
 * still opens. Errors: as survey_fetch. */
NODISCARD enum err guessing_code_at_operation(struct survey *survey,
                                              const struct operation *operation,
                                              struct guessing *out, bool *open);

#endif
