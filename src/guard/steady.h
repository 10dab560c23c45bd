/* SPDX-License-Identifier: Apache-2.0 */
/* Time of day that never goes back. */
#ifndef POSTERN_GUARD_STEADY_H
#define POSTERN_GUARD_STEADY_H

#include <stdint.h>

/* Zero is the start. A clock that is set back would let in again what has expired: from then on
 * time is the latest that was ever seen, and what has passed since by a clock that nobody sets. */
struct steady {
    int64_t ahead_s;  /* the most by which the time of day was ahead of the other clock */
    int64_t seen_s;   /* the latest time of day */
    int64_t behind_s; /* how far the system's time of day is behind this one */
};

/* unix_s: the system's time of day, in seconds since 1970. now_ns: a clock that is never set. Gives
 * the time to go by. */
int64_t steady_time(struct steady *steady, int64_t unix_s, uint64_t now_ns);

#endif
