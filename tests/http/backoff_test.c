/* SPDX-License-Identifier: Apache-2.0 */
/* How long to wait, told and untold. */
#include "../base/check.h"
#include "http/backoff.h"

static const struct span nothing = {NULL, 0};
static const uint64_t ms = 1000000;

static void test_asked(void **state) {
    (void)state;
    assert_true(backoff_asked(429, nothing, nothing) && backoff_asked(503, nothing, nothing));
    assert_false(backoff_asked(200, nothing, nothing) || backoff_asked(500, nothing, nothing) ||
                 backoff_asked(502, nothing, nothing) || backoff_asked(0, nothing, nothing));
}

/* 403 and 420 are refusals, unless a field says that they are not. */
static void test_asked_by_fields(void **state) {
    (void)state;
    assert_true(backoff_asked(403, SPAN("3"), nothing));
    assert_true(backoff_asked(403, nothing, SPAN("0")));
    assert_true(backoff_asked(420, nothing, SPAN(" 0")));
    assert_false(backoff_asked(403, nothing, nothing));
    assert_false(backoff_asked(403, nothing, SPAN("10")));
    assert_false(backoff_asked(401, SPAN("3"), SPAN("0")));
    assert_false(backoff_asked(200, SPAN("3"), SPAN("0")));
}

static void test_told(void **state) {
    (void)state;
    uint64_t ns = 1;
    assert_true(backoff_delay(SPAN("7"), 3, 30, 0, &ns));
    assert_int_equal(ns, 7000 * ms);
    assert_true(backoff_delay(SPAN("0"), 0, 30, 0, &ns));
    assert_int_equal(ns, 0);
    assert_true(backoff_delay(SPAN("Sun, 06 Nov 1994 08:49:47 GMT"), 0, 30, 784111777, &ns));
    assert_int_equal(ns, 10000 * ms);
}

static void test_told_too_much(void **state) {
    (void)state;
    uint64_t ns = 1;
    assert_false(backoff_delay(SPAN("31"), 0, 30, 0, &ns));
    assert_false(backoff_delay(SPAN("18446744073709551615"), 0, 30, 0, &ns));
    assert_true(backoff_delay(SPAN("30"), 0, 30, 0, &ns));
}

static void test_untold(void **state) {
    (void)state;
    static const uint64_t wanted[] = {500, 1000, 2000, 4000, 5000, 5000};
    for (unsigned n = 0; n < 6; n++) {
        uint64_t ns = 0;
        assert_true(backoff_delay(n % 2 ? nothing : SPAN("soon"), n, 5, 0, &ns));
        assert_int_equal(ns, wanted[n] * ms);
    }
    uint64_t ns = 0;
    assert_true(backoff_delay(nothing, 4000000000u, 5, 0, &ns));
    assert_int_equal(ns, 5000 * ms);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_asked),  cmocka_unit_test(test_asked_by_fields),
        cmocka_unit_test(test_told),   cmocka_unit_test(test_told_too_much),
        cmocka_unit_test(test_untold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
