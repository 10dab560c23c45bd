/* SPDX-License-Identifier: Apache-2.0 */
/* A forecast: what a scan would send, from rehearsals over APIs whose gates are sound, open or
 * fragile. Each takes other requests, and only the target knows which it is like. */
#ifndef POSTERN_SCAN_FORECAST_H
#define POSTERN_SCAN_FORECAST_H

#include "catalog/result.h"
#include "scan/engine.h"
#include "scan/rehearsal/rehearsal.h"

struct rehearsed {
    bool done;
    uint64_t requests;
    unsigned *rows; /* of each operation, by its place in the result */
    VEC(struct request_count) by;
};

struct forecast {
    struct arena *arena; /* keeps what the rehearsals took */
    enum effort effort;
    struct rehearsed of[MOODS];
};

/* Whether one is held in that mood, beside the sound one, which is held last and whose plan is
 * told. Over very many operations none is: what they take evens out, and each takes its time. */
bool forecast_wants(const struct scan_options *options, enum rehearsal_mood mood);

/* Keeps what a rehearsal took. Errors: ERR_MEMORY. */
NODISCARD enum err forecast_keep(struct forecast *forecast, enum rehearsal_mood mood,
                                 const struct result *result);

/* Puts what is foretold in the place of what the last one took: the sum, each operation's and each
 * rule's part of it, and between which numbers it may come out. Errors: ERR_MEMORY. */
NODISCARD enum err forecast_settle(const struct forecast *forecast, struct arena *arena,
                                   struct result *result);

#endif
