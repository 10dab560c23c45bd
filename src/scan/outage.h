/* SPDX-License-Identifier: Apache-2.0 */
/* Outages: what an answer, or none, says of the target as a whole. */
#ifndef POSTERN_SCAN_OUTAGE_H
#define POSTERN_SCAN_OUTAGE_H

#include "scan/engine_state.h"
#include "scan/shot.h"

/* Zero to begin with. */
struct outage {
    unsigned failures_in_row, throttled_in_row;
    uint64_t heard_ns; /* when the target answered last; 0: not yet */
    enum wire
        suspect; /* how so many requests failed that somebody should look; WIRE_UNSENT: none */
};

/* A request to see whether somebody is there, whatever single operations do: like any other, it is
 * tried again before what became of it counts. Errors: of the client. */
NODISCARD enum err outage_knock(const struct engine *engine, struct arena *arena,
                                struct exchange *out);

/* Looks, where there is a suspicion, and drops it when there is an answer. Errors: ERR_NETWORK: the
 * target is gone, *why in words; of the client. */
NODISCARD enum err outage_look(struct outage *outage, const struct engine *engine,
                               struct span *why);

/* OK while there is a target to ask, a budget and nobody who stops the scan; else what ends it, and
 * *why in words. */
NODISCARD enum err outage_hear(struct outage *outage, const struct engine *engine,
                               const struct shot *shot, struct span *why);

#endif
