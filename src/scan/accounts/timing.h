/* SPDX-License-Identifier: Apache-2.0 */
/* How long answers take for a user that there is and for names that nobody has. */
#ifndef POSTERN_SCAN_TIMING_H
#define POSTERN_SCAN_TIMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TIMING_KNOWN = 4, TIMING_STRANGE = 12 }; /* of one batch, taken in turn */
enum { TIMING_BATCHES = 3, TIMING_BATCH = TIMING_KNOWN + TIMING_STRANGE };

struct timing {
    uint64_t known_ns[TIMING_BATCHES * TIMING_KNOWN];
    uint64_t strange_ns[TIMING_BATCHES * TIMING_STRANGE];
    size_t batches;
};

/* Whether the i-th request of a batch is about the known user: one of four is, in no regular order.
 */
bool timing_is_known(size_t i);

/* Whether the known user takes longer: in each of the last two batches by so much that it can be
 * told over a network (twice as long, and 10 ms), and in all of them by more than chance (the rank
 * test, at one in a hundred thousand). A busy machine slows down both alike, and stragglers on
 * either side are borne. */
bool timing_differs(const struct timing *timing);

/* The middle one of all, in nanoseconds; of the known user, and of the others. batches: at least
 * 1. */
uint64_t timing_known(const struct timing *timing);
uint64_t timing_strange(const struct timing *timing);

#endif
