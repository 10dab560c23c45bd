/* SPDX-License-Identifier: Apache-2.0 */
/* Counting the orders in which so many of one set could stand above so many of the other. */
#include "scan/accounts/rank_test.h"

#include <assert.h>

enum { PAIRS = RANK_TEST_LARGE * RANK_TEST_SMALL };

/* Pairs of which the first is larger than the second. */
static size_t pairs_above(const uint64_t *large, size_t large_n, const uint64_t *small,
                          size_t small_n) {
    size_t above = 0;
    for (size_t i = 0; i < large_n; i++) {
        for (size_t k = 0; k < small_n; k++) {
            above += large[i] > small[k];
        }
    }
    return above;
}

double rank_test(const uint64_t *large, size_t large_n, const uint64_t *small, size_t small_n) {
    /* ways[m][u]: orders of n large and m small ones with u pairs above. The largest of all is
     * either a large one, above all m, or a small one. */
    double ways[RANK_TEST_SMALL + 1][PAIRS + 1] = {{0}};
    assert(large_n && large_n <= RANK_TEST_LARGE && small_n && small_n <= RANK_TEST_SMALL);
    size_t above = pairs_above(large, large_n, small, small_n);
    for (size_t m = 0; m <= small_n; m++) {
        ways[m][0] = 1; /* n = 0 */
    }
    for (size_t n = 1; n <= large_n; n++) {
        for (size_t m = 0; m <= small_n; m++) {
            for (size_t u = n * m + 1; u-- > 0;) {
                double largest = u >= m ? ways[m][u - m] : 0;
                ways[m][u] = largest + (m > 0 ? ways[m - 1][u] : 0);
            }
        }
    }
    double all = 0, as_far = 0;
    for (size_t u = 0; u <= large_n * small_n; u++) {
        all += ways[small_n][u];
        as_far += u >= above ? ways[small_n][u] : 0;
    }
    return as_far / all;
}
