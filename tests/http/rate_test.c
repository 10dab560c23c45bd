/* SPDX-License-Identifier: Apache-2.0 */
/* Pacing on a clock of the test's own. */
#include "../base/check.h"
#include "http/rate.h"

static const uint64_t ms = 1000000;

/* Sends whenever it may, looking at the clock every step; returns how many were sent. */
static unsigned send_for(struct rate *rate, uint64_t from, uint64_t to, uint64_t step) {
    unsigned sent = 0;
    for (uint64_t now = from; now < to; now += step) {
        while (rate_wait(rate, now) == 0) {
            rate_take(rate, now);
            sent++;
        }
    }
    return sent;
}

static void test_no_limit(void **state) {
    (void)state;
    struct rate rate = rate_of(0);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(rate_wait(&rate, 5), 0);
        rate_take(&rate, 5);
    }
    rate = rate_of(-1);
    assert_int_equal(rate_wait(&rate, 0), 0);
}

static void test_pace(void **state) {
    (void)state;
    struct rate rate = rate_of(100);
    assert_int_equal(rate_wait(&rate, 1000 * ms), 0);
    rate_take(&rate, 1000 * ms);
    assert_int_equal(rate_wait(&rate, 1000 * ms), 10 * ms);
    assert_int_equal(rate_wait(&rate, 1007 * ms), 3 * ms);
    assert_int_equal(rate_wait(&rate, 1010 * ms), 0);
}

/* Late looks at the clock are made up for, so that the rate is reached. */
static void test_rate_is_reached(void **state) {
    (void)state;
    static const double rates[] = {10, 100, 1000, 10000};
    for (size_t i = 0; i < 4; i++) {
        struct rate rate = rate_of(rates[i]);
        unsigned sent = send_for(&rate, 1000 * ms, 11000 * ms, 7 * ms);
        assert_in_range(sent, (unsigned)(rates[i] * 9.8), (unsigned)(rates[i] * 10.2) + 1);
    }
}

/* A long silence does not end in a flood: 20 ms are made up for, not more. */
static void test_no_flood(void **state) {
    (void)state;
    struct rate rate = rate_of(1000);
    (void)send_for(&rate, 1000 * ms, 1100 * ms, ms);
    assert_in_range(send_for(&rate, 60000 * ms, 60000 * ms + 1, 1), 1, 21);
}

static void test_very_slow(void **state) {
    (void)state;
    struct rate rate = rate_of(1e-12);
    rate_take(&rate, ms);
    assert_true(rate_wait(&rate, 1000 * ms) > UINT64_C(1000000000000));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_limit),        cmocka_unit_test(test_pace),
        cmocka_unit_test(test_rate_is_reached), cmocka_unit_test(test_no_flood),
        cmocka_unit_test(test_very_slow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
