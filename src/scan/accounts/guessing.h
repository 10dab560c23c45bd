/* SPDX-License-Identifier: Apache-2.0 */
/* Guessing: one wrong secret after the other for the same user, until the answers change. */
#ifndef POSTERN_SCAN_GUESSING_H
#define POSTERN_SCAN_GUESSING_H

#include "scan/survey_ask.h"

struct guessing {
    struct survey *survey;
    const struct operation *operation; /* that is asked; NULL: it is none of the contract's */
    struct span user; /* whose secret is guessed at: nobody's, or of one who may be locked out */
    struct span own, right; /* a user with his secret; right {NULL, 0}: it is not known */
    /* Writes the request of that user with that secret. Errors: ERR_MEMORY. */
    enum err (*write)(const struct guessing *guessing, struct span user, struct span secret,
                      struct request *out);
    const void *at;   /* what write makes it of: a struct door */
    unsigned digits;  /* of a code; 0: what is guessed at is a password */
    const char *kind; /* of a code: what it goes with, in words */
    struct reply first, second, last, opened;
    struct reply
        before; /* what the right secret got before the first guess, where that was asked */
    struct volatility volatility;
    unsigned sent;   /* guesses until something changed, or all */
    unsigned number; /* of the last one, with those that try a way around */
    bool renewed;    /* each time that it said stop, another login began the count anew */
};

/* Guesses at a login's passwords. */
struct guessing guessing_at_door(struct survey *survey, const struct door *door, struct span user);

/* One more wrong secret; fields: put on the request, or NULL. Errors: as survey_fetch. */
NODISCARD enum err guessing_once(struct guessing *guessing, struct span user,
                                 const struct fields *fields, struct reply *out);

/* The same refusal as at first, and as quick: no 429, no lock, no riddle to solve, no delay. */
bool guessing_is_unmoved(const struct guessing *guessing, const struct reply *reply);

/* Says stop: by its status or in words, and no error of the server's; or it has the guesser wait.
 */
bool guessing_is_limited(const struct guessing *guessing, const struct reply *reply);

/* The same refusal, but later: it has the guesser wait. */
bool guessing_is_slowed(const struct guessing *guessing, const struct reply *reply);

/* Asks what the right secret gets before anybody guesses. Errors: as survey_fetch. */
NODISCARD enum err guessing_ask_before(struct guessing *guessing);

/* The right secret opens, with the name written so; or gets what it got before the first guess, for
 * want of a right. Errors: as survey_fetch. */
NODISCARD enum err guessing_opens(struct guessing *guessing, struct span user, bool *out);

/* Guesses on. *unmoved: to the end, and all were refused alike. Errors: as survey_fetch. */
NODISCARD enum err guessing_run(struct guessing *guessing, bool *unmoved);

#endif
