/* SPDX-License-Identifier: Apache-2.0 */
/* Recoveries in more steps than two: a code that is traded for another, none at all, a question. */
#ifndef POSTERN_SCAN_RECOVERING_STEPS_H
#define POSTERN_SCAN_RECOVERING_STEPS_H

#include "scan/accounts/recovering.h"

/* Trades a code where the contract has an operation for that, and reads what its answer may have as
 * the next one; none: there is no such operation, or it takes a made-up code as well. Errors: as
 * survey_ask. */
NODISCARD enum err recovering_trade(struct recovering *trial, const struct clue *clue,
                                    struct clues *out);

/* *out: the operation sets the password of an account of our own, which then logs in, though it
 * takes no code. Errors: as survey_ask. */
NODISCARD enum err recovering_without_code(struct recovering *trial,
                                           const struct operation *operation, bool *out);

/* The recovery's operation takes the answer to a question. */
bool recovering_asks_question(const struct contract *contract, const struct operation *operation);

#endif
