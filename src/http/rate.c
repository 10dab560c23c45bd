/* SPDX-License-Identifier: Apache-2.0 */
/* The generic cell rate algorithm: one time stamp is all the state. */
#include "http/rate.h"

/* A wake-up may be late by a few milliseconds; what was missed meanwhile is made up for. */
static const uint64_t catch_up_ns = 20000000;

struct rate rate_of(double per_second) {
    struct rate rate = {0};
    if (per_second > 0) {
        double interval = 1e9 / per_second;
        rate.interval = interval < 1e18 ? (uint64_t)interval : UINT64_C(1000000000000000000);
        rate.burst = catch_up_ns;
    }
    return rate;
}

uint64_t rate_wait(const struct rate *rate, uint64_t now) {
    return rate->interval && rate->next > now ? rate->next - now : 0;
}

void rate_take(struct rate *rate, uint64_t now) {
    if (!rate->interval) {
        return;
    }
    uint64_t earliest = now > rate->burst ? now - rate->burst : 0;
    if (rate->next == 0) {
        rate->next = now;
    }
    if (rate->next < earliest) {
        rate->next = earliest;
    }
    rate->next += rate->interval;
}
