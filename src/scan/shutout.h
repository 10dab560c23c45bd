/* SPDX-License-Identifier: Apache-2.0 */
/* Shut out: refusals that came up while operations were attacked. A target that bans whoever failed
 * too often still serves the valid user; behind such a wall no attack says anything of the API. */
#ifndef POSTERN_SCAN_SHUTOUT_H
#define POSTERN_SCAN_SHUTOUT_H

#include "scan/plan.h"
#include "scan/sample.h"

/* Of whom refusals are compared: the first two controls. */
enum { SHUTOUT_WHO = 2 };

/* A refusal that differs from all that were met before. */
struct met_refusal {
    struct sample sample;
    bool wall; /* it took the place of another one */
};

/* An operation whose refusals were met. */
struct refused_operation {
    const struct planned *planned;
    struct sample first[SHUTOUT_WHO]; /* before it was attacked for the first time */
    size_t met[SHUTOUT_WHO];          /* which refusals, or SIZE_MAX */
    bool sound;                       /* its attacks were judged by them */
};

/* Over the whole scan. */
struct shutout {
    struct arena *arena;
    VEC(struct met_refusal) met; /* in the order in which they came up */
    VEC(struct refused_operation) operations;
    VEC(size_t) places; /* by the index of what is planned: where it stands there, and 1; 0: not */
};

/* What an operation answers before it is attacked; the first time counts. A sample that tells
 * nothing has wire WIRE_UNSENT. Errors: ERR_MEMORY. */
NODISCARD enum err shutout_note(struct shutout *shutout, const struct planned *planned,
                                const struct sample *const who[static SHUTOUT_WHO]);

/* What it answered so; NULL: it was never noted. */
struct refused_operation *shutout_first(const struct shutout *shutout,
                                        const struct planned *planned);

/* A refusal was followed by another one, which is a wall if nobody met it before the first: else it
 * may be the API's own. Errors: ERR_MEMORY. */
NODISCARD enum err shutout_changed(struct shutout *shutout, const struct sample *before,
                                   const struct sample *after);

/* The refusal is a wall. */
bool shutout_is_wall(const struct shutout *shutout, const struct sample *sample);

/* Some operation was judged by what turned out to be a wall. */
bool shutout_deceived(const struct shutout *shutout, const struct refused_operation *operation);

#endif
