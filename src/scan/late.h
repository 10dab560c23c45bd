/* SPDX-License-Identifier: Apache-2.0 */
/* The late cases: operations that take a token which lives shortly, to be asked with it again when
 * it has ended. */
#ifndef POSTERN_SCAN_LATE_H
#define POSTERN_SCAN_LATE_H

#include "scan/credential/wallet.h"
#include "scan/plan.h"

struct engine;
struct subject;

enum {
    LATE_CREDENTIALS = 4, /* tried at one operation */
    LATE_LEEWAY = 60,     /* seconds that clocks may differ, which verifiers commonly grant */
};

struct late_case {
    const struct planned *planned;
    const struct credential
        *credentials[LATE_CREDENTIALS]; /* that it takes; each has a short token */
    size_t n;
    bool again;     /* it took one that had just ended, as its leeway may allow */
    bool changed;   /* its controls changed meanwhile */
    bool judged;    /* whether it takes those that have ended is known */
    int64_t needed; /* the patience that would do, in seconds; 0: there is enough */
};

struct late {
    VEC(struct late_case *) all;
    int64_t began; /* when all else was done, seconds since 1970 */
    bool last;     /* those are asked again that took what had just ended */
};

/* Remembers a subject that is done, where it takes a token that lives shortly and a rule would look
 * at that. Errors: ERR_MEMORY. */
NODISCARD enum err late_keep(struct subject *subject);

/* What the subject of a late round showed; its hits have been told. Errors: ERR_MEMORY. */
NODISCARD enum err late_tell(struct subject *subject);

/* Counts in each row what was to be asked late, and says where it could not be. Errors: ERR_MEMORY.
 */
NODISCARD enum err late_conclude(struct engine *engine);

#endif
