/* SPDX-License-Identifier: Apache-2.0 */
/* A scan rehearsed, to foretell what it would send: over an API in memory that does what its
 * contract says. Nothing leaves the program, and no program is run. */
#ifndef POSTERN_SCAN_REHEARSAL_H
#define POSTERN_SCAN_REHEARSAL_H

#include "scan/engine_state.h"

/* What the gates of the API are like. */
enum rehearsal_mood {
    MOOD_SOUND = 0, /* none has a flaw: the least that finds nothing */
    MOOD_OPEN,      /* all are open: mostly the least of all */
    MOOD_FRAGILE,   /* all fall over what they should refuse: each answer is worth another */
    MOODS
};

struct rehearsal {
    struct engine *engine;
    enum rehearsal_mood mood;
    bool silent; /* the contract says nothing of security at all: its gates may ask all the same */
    struct replay replay;
    struct arena scratch; /* of one answer */
    struct diag diag;     /* what is said of an API that is none, nobody hears */
    struct identities identities;
    struct known_values known;
    unsigned issued;        /* tokens */
    VEC(struct span) doors; /* paths beside the contract where somebody was logged in */
};

/* Turns the options, a copy, into the rehearsal's: what they hold stays as it is, and what the
 * rehearsal learns is kept beside it. All of it must outlive the scan. Errors: ERR_MEMORY. */
NODISCARD enum err rehearsal_open(struct rehearsal *rehearsal, struct engine *engine,
                                  struct scan_options *options);

/* Gives made-up credentials where logins, of which a target has its own forms, gave none. Errors:
 * ERR_MEMORY. */
NODISCARD enum err rehearsal_provide(struct engine *engine);

void rehearsal_close(struct rehearsal *rehearsal);

#endif
