/* SPDX-License-Identifier: Apache-2.0 */
/* Rebuffs: what the API answers a worthless credential where it does so by no 401 ("Not enough
 * segments" with 422). Reads show it, since they serve a valid one. Writes that are made to fail
 * show the valid one an error as well, and there the very words tell the two apart. */
#ifndef POSTERN_SCAN_REBUFFS_H
#define POSTERN_SCAN_REBUFFS_H

#include "scan/oracle.h"

struct rebuff {
    struct sample sample;
    struct span path;  /* of the first operation that said it */
    bool by_several;   /* others said it, too */
    bool of_the_valid; /* a valid credential was told the same: it is about something else */
};

/* Zero, with an arena, has heard none. */
struct rebuffs {
    struct arena *arena;
    VEC(struct rebuff) all;
};

/* Learns from an operation's controls. path must outlive the memory. Errors: ERR_MEMORY. */
NODISCARD enum err rebuffs_learn(struct rebuffs *rebuffs, struct span path,
                                 const struct controls *controls);

/* Whether the answer is a rebuff that several operations gave, and no valid credential was given.
 */
bool rebuffs_know(const struct rebuffs *rebuffs, const struct sample *answer);

#endif
