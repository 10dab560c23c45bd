/* SPDX-License-Identifier: Apache-2.0 */
/* The rank test of Mann and Whitney, exact: whether one set of numbers is larger than another. */
#ifndef POSTERN_SCAN_RANK_TEST_H
#define POSTERN_SCAN_RANK_TEST_H

#include <stddef.h>
#include <stdint.h>

enum { RANK_TEST_LARGE = 12, RANK_TEST_SMALL = 36 }; /* numbers, at most */

/* How probable it is that the large ones rank so far above the others, or farther, if both come
 * from the same distribution, whatever that is: 0 to 1. Ties speak against it. large_n and small_n:
 * at least 1. */
double rank_test(const uint64_t *large, size_t large_n, const uint64_t *small, size_t small_n);

#endif
