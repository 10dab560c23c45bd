/* SPDX-License-Identifier: Apache-2.0 */
/* Pacing: when the next request may be sent. */
#ifndef POSTERN_HTTP_RATE_H
#define POSTERN_HTTP_RATE_H

#include <stdbool.h>
#include <stdint.h>

/* A leaky bucket. Times are nanoseconds of one clock. Zero has no limit. */
struct rate {
    uint64_t interval; /* between two requests; 0: no limit */
    uint64_t burst;    /* how far a late one may catch up */
    uint64_t next;     /* when the next one is due */
};

/* per_second: 0 or less: no limit. */
struct rate rate_of(double per_second);

/* Nanoseconds to wait before one may be sent; 0: now. */
uint64_t rate_wait(const struct rate *rate, uint64_t now);

/* Counts one that is sent now. */
void rate_take(struct rate *rate, uint64_t now);

#endif
