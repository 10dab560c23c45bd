/* SPDX-License-Identifier: Apache-2.0 */
/* How often each operation was decided, and why. */
#ifndef POSTERN_GUARD_COUNTERS_H
#define POSTERN_GUARD_COUNTERS_H

#include "guard/decide.h"

struct counter {
    struct span method, template; /* empty: no operation */
    uint64_t grounds[GROUND_COUNT];
};

/* Seconds from question to answer: at most that many microseconds, and all of them. */
#define LATENCY_LIST(X) X(50) X(100) X(250) X(500) X(1000) X(5000) X(25000) X(100000) X(1000000)
#define LATENCY_COUNT_ONE(us) +1
enum { LATENCY_BUCKETS = LATENCY_LIST(LATENCY_COUNT_ONE) };
#undef LATENCY_COUNT_ONE

struct counters {
    struct arena arena;
    VEC(struct counter *) all; /* also those of operations that are gone */
    struct counter **of;       /* by operation of the policy; NULL: it is not followed */
    struct counter none;
    uint64_t latency[LATENCY_BUCKETS], latency_ns, answered;
    uint64_t reloads, reloads_failed, recalled;
};

/* Counts a policy's operations from now on; what was counted stays. Zero is the empty state.
 * Errors: ERR_MEMORY, after which everything is counted as of no operation. */
enum err counters_follow(struct counters *counters, const struct policy *policy);
void counters_free(struct counters *counters);

void counters_add(struct counters *counters, const struct decision *decision, uint64_t ns);

#endif
