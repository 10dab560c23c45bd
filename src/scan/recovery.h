/* SPDX-License-Identifier: Apache-2.0 */
/* Recoveries of forgotten passwords: the operation that asks for a code, and the one that takes it
 * with a new password. */
#ifndef POSTERN_SCAN_RECOVERY_H
#define POSTERN_SCAN_RECOVERY_H

#include "scan/survey_account.h"

/* A name or a path speaks of recovery. */
bool recovery_is_name(struct span name);

/* By its names, an operation of a recovery. */
bool recovery_is_named(const struct operation *operation);

/* The operation's request for the account, its code in the path or the query as well. *places: of
 * enum account_place; 0: it could not be built. Errors: ERR_MEMORY. */
NODISCARD enum err recovery_build(struct survey *survey, const struct operation *operation,
                                  const struct account *account, struct request *out,
                                  unsigned *places);

/* A recovery of one account's password. */
struct recovery {
    struct survey *survey;
    struct account account;
    const struct operation *ask, *end;  /* end: takes the code; NULL: the contract has none */
    const struct identity *asks, *ends; /* who may send them; NULL: everybody */
};

/* Whether the operation asks for a recovery of the account, and which one belongs to it: of several
 * that nearest by its path. Errors: ERR_MEMORY. */
NODISCARD enum err recovery_find(struct survey *survey, const struct operation *operation,
                                 const struct account *account, struct recovery *out, bool *found);

#endif
