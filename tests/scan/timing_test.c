/* SPDX-License-Identifier: Apache-2.0 */
/* Times of answers: the rank test against known tables, and batches with noise of every kind. */
#include "scan/accounts/rank_test.h"
#include "scan/accounts/timing.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const uint64_t MS = 1000000;

static int per_million(const uint64_t *large, size_t n, const uint64_t *small, size_t m) {
    return (int)(rank_test(large, n, small, m) * 1e6 + 0.5);
}

/* Of n and m in order, one in (n + m over n) has all of the first above all of the second. */
static void ranks_as_tables_do(void **state) {
    (void)state;
    const uint64_t low[] = {1, 2, 3, 4, 5}, high[] = {10, 11, 12, 13, 14};
    assert_int_equal(per_million(high, 3, low, 3), 50000);   /* 1 of 20 */
    assert_int_equal(per_million(high, 5, low, 5), 3968);    /* 1 of 252 */
    assert_int_equal(per_million(low, 5, high, 5), 1000000); /* none above: always */
    const uint64_t mixed[] = {10, 3}, other[] = {1, 2, 4};   /* U = 5 of 6: 2 of 10 */
    assert_int_equal(per_million(mixed, 2, other, 3), 200000);
    const uint64_t same[] = {7, 7, 7};
    assert_int_equal(per_million(same, 3, same, 3), 1000000); /* ties say nothing */
}

/* Of one among m the chance runs from 1 of m + 1 to 1. */
static void ranks_one_among_many(void **state) {
    (void)state;
    enum { M = RANK_TEST_SMALL };
    uint64_t others[M];
    for (size_t i = 0; i < M; i++) {
        others[i] = 10 * (i + 1);
    }
    for (size_t above = 0; above <= M; above++) {
        const uint64_t one = 10 * above + 5;
        int expected = (int)(1e6 * (double)(M + 1 - above) / (M + 1) + 0.5);
        assert_int_equal(per_million(&one, 1, others, M), expected);
    }
}

static struct timing batches(size_t n, uint64_t known_ms, uint64_t strange_ms) {
    struct timing timing = {.batches = n};
    for (size_t i = 0; i < n * TIMING_KNOWN; i++) {
        timing.known_ns[i] = known_ms * MS + i * 1000;
    }
    for (size_t i = 0; i < n * TIMING_STRANGE; i++) {
        timing.strange_ns[i] = strange_ms * MS + i * 1700;
    }
    return timing;
}

static void sees_what_hashing_takes(void **state) {
    (void)state;
    struct timing timing = batches(1, 120, 8);
    assert_false(timing_differs(&timing)); /* once is chance */
    timing = batches(2, 120, 8);
    assert_true(timing_differs(&timing));
    timing.strange_ns[7] = 900 * MS; /* stragglers on either side */
    timing.known_ns[3] = 2000 * MS;
    assert_true(timing_differs(&timing));
    timing = batches(3, 120, 8);
    for (size_t i = 0; i < 4; i++) {
        timing.strange_ns[i * 5] = 900 * MS;
    }
    assert_true(timing_differs(&timing));
    timing = batches(3, 12, 9); /* 3 ms tell nobody anything, */
    assert_false(timing_differs(&timing));
    timing = batches(3, 8, 1); /* nor do 7, though it is eight times as long, */
    assert_false(timing_differs(&timing));
    timing = batches(3, 300, 200); /* nor what is not twice as long */
    assert_false(timing_differs(&timing));
    timing = batches(3, 8, 120);
    assert_false(timing_differs(&timing));
    assert_int_equal(timing_known(&timing) / MS, 8);
    assert_int_equal(timing_strange(&timing) / MS, 120);
}

/* Medians alone would speak here: of the known user's every other answer was held up, and of the
 * others every third one. */
static void is_silent_under_noise(void **state) {
    (void)state;
    struct timing timing = batches(3, 8, 8);
    for (size_t i = 0; i < 3 * TIMING_KNOWN; i += 2) {
        timing.known_ns[i] = 400 * MS;
    }
    for (size_t i = 0; i < 3 * TIMING_STRANGE; i += 3) {
        timing.strange_ns[i] = 500 * MS;
    }
    assert_true(timing_known(&timing) > 300 * MS && timing_strange(&timing) < 10 * MS);
    assert_false(timing_differs(&timing));
}

/* A busy machine: most answers are quick, others take up to a hundred times as long, in bursts, and
 * for everybody alike. It never speaks. */
static void is_silent_under_load(void **state) {
    (void)state;
    uint64_t seed = 88172645463325252u;
    unsigned longer = 0;
    for (unsigned run = 0; run < 20000; run++) {
        struct timing timing = {.batches = TIMING_BATCHES};
        size_t known = 0, strange = 0, burst = 0;
        for (size_t i = 0; i < (size_t)TIMING_BATCHES * TIMING_BATCH; i++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            burst = burst ? burst - 1 : seed % 5 == 0 ? 1 + seed / 9 % 4 : 0;
            uint64_t ns = (burst ? 150 + seed / 64 % 800 : 5 + seed / 64 % 12) * MS;
            *(timing_is_known(i) ? &timing.known_ns[known++] : &timing.strange_ns[strange++]) = ns;
        }
        assert_int_equal(known, TIMING_BATCHES * TIMING_KNOWN);
        longer += timing_known(&timing) > 2 * timing_strange(&timing);
        assert_false(timing_differs(&timing));
    }
    assert_true(longer > 1000); /* the noise is there */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_as_tables_do),      cmocka_unit_test(ranks_one_among_many),
        cmocka_unit_test(sees_what_hashing_takes), cmocka_unit_test(is_silent_under_noise),
        cmocka_unit_test(is_silent_under_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
