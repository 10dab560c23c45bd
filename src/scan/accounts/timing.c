/* SPDX-License-Identifier: Apache-2.0 */
/* Judging times, batch by batch and all together. */
#include "scan/accounts/timing.h"

#include "base/mutant.h"
#include "scan/accounts/rank_test.h"

#include <assert.h>

enum { TIMES = 2, AGREEING = 2 };
static const double CHANCE = 1e-5;
static const uint64_t LEAST_NS = 10000000;

static_assert((int)TIMING_BATCHES * TIMING_KNOWN <= (int)RANK_TEST_LARGE &&
                  (int)TIMING_BATCHES * TIMING_STRANGE <= (int)RANK_TEST_SMALL,
              "all batches fit into one test");

bool timing_is_known(size_t i) {
    static const unsigned char at[TIMING_KNOWN] = {2, 0, 3, 1};
    return i % TIMING_KNOWN == at[i / TIMING_KNOWN % TIMING_KNOWN];
}

static uint64_t median(const uint64_t *ns, size_t n) {
    uint64_t sorted[TIMING_BATCHES * TIMING_STRANGE] = {0};
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        for (; k > 0 && sorted[k - 1] > ns[i]; k--) {
            sorted[k] = sorted[k - 1];
        }
        sorted[k] = ns[i];
    }
    return sorted[n / 2];
}

uint64_t timing_known(const struct timing *timing) {
    assert(timing->batches);
    return median(timing->known_ns, timing->batches * TIMING_KNOWN);
}

uint64_t timing_strange(const struct timing *timing) {
    assert(timing->batches);
    return median(timing->strange_ns, timing->batches * TIMING_STRANGE);
}

static bool is_longer(const struct timing *timing, size_t batch) {
    uint64_t known = median(timing->known_ns + batch * TIMING_KNOWN, TIMING_KNOWN);
    uint64_t strange = median(timing->strange_ns + batch * TIMING_STRANGE, TIMING_STRANGE);
    return known >= TIMES * strange && known - strange >= LEAST_NS;
}

bool timing_differs(const struct timing *timing) {
    size_t n = timing->batches;
    if (n < AGREEING || !is_longer(timing, n - 1) || !is_longer(timing, n - 2)) {
        return false;
    }
    return rank_test(timing->known_ns, n * TIMING_KNOWN, timing->strange_ns, n * TIMING_STRANGE) <=
               CHANCE ||
           MUTANT(timing_by_median);
}
