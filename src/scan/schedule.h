/* SPDX-License-Identifier: Apache-2.0 */
/* The schedule: many subjects under way at once, pauses for new credentials, and early ends. */
#ifndef POSTERN_SCAN_SCHEDULE_H
#define POSTERN_SCAN_SCHEDULE_H

#include "scan/engine_state.h"
#include "scan/outage.h"

struct seat;

struct schedule {
    struct engine *engine;
    VEC(struct seat *) seats;
    struct seat *ready, *idle; /* to go on after a pause; free */
    size_t active;
    bool paused; /* nothing is sent until credentials are renewed */
    struct outage outage;
    enum err failure; /* the first that ends the scan early */
    struct span why;  /* that in words */
    struct span lost; /* a login that failed or was lost, in words */
    uint64_t started_ns;
};

/* What is asked in a round, one wave after the other. */
struct round {
    const struct planned *const *at;
    size_t n;
    bool together; /* all waves at once */
    bool late;     /* their late cases */
    bool known;    /* they are told what the journal knows, and nothing is sent */
};

/* Takes every operation of the round from its controls to its outcome, or as far as the scan comes:
 * schedule->failure tells. Errors: ERR_MEMORY. */
NODISCARD enum err schedule_round(struct schedule *schedule, const struct round *round);

/* Notes what ends the scan early; the first one counts. */
void schedule_fail(struct schedule *schedule, enum err failure, struct span why);

/* Tells whoever looks on how far the scan is. */
void schedule_tell_progress(struct schedule *schedule);

/* Gives back the subjects' memory, when nothing of theirs is under way any more. */
void schedule_free(struct schedule *schedule);

#endif
