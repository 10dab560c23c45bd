/* SPDX-License-Identifier: Apache-2.0 */
/* Whether answers tell which users there are: the same request for one that there is, and for names
 * that nobody has. */
#ifndef POSTERN_SCAN_TELLING_H
#define POSTERN_SCAN_TELLING_H

#include "scan/accounts/timing.h"
#include "scan/survey_account.h"

struct telling {
    struct survey *survey;
    struct account known;
    /* Writes the request for that account. *written false: it cannot be. Errors: ERR_MEMORY. */
    enum err (*write)(const struct telling *telling, const struct account *account,
                      struct request *out, bool *written);
    /* Logs the known user in, which lets most logins forget his wrong passwords; or NULL. Errors:
     * as survey_fetch. */
    enum err (*enter)(const struct telling *telling);
    const void *at; /* what write makes it of */
    struct reply strange, stranger, answered;
};

/* A name that nobody has, with an address; number tells them apart. Errors: ERR_MEMORY. */
NODISCARD enum err telling_stranger(struct survey *survey, unsigned number, struct account *out);

/* Asks for two strangers alone. Errors: as survey_fetch. */
NODISCARD enum err telling_asks_strangers(struct telling *telling);

/* *found: the known user is answered otherwise than two strangers, who are answered alike, by
 * status or in words; once, and then once more. Errors: as survey_fetch. */
NODISCARD enum err telling_differs(struct telling *telling, bool *found);

/* *found: the same in time (timing.h), of answers that say the same. Takes up to TIMING_BATCHES
 * batches, ends where answers begin to differ, and asks about the known user at most so often.
 * Errors: as survey_fetch. */
NODISCARD enum err telling_takes_longer(struct telling *telling, unsigned most,
                                        struct timing *timing, bool *found);

/* The answer says in words that there is such a user already, or that there is none. */
bool telling_says_taken(const struct reply *reply);
bool telling_says_nobody(const struct reply *reply);

#endif
