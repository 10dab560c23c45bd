/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks: dates as RFC 3339 writes them, and time that does not go back. */
#include "base/clock.h"
#include "check.h"

static void writes_dates(void **state) {
    (void)state;
    char text[CLOCK_ISO_SIZE];
    assert_string_equal(clock_iso(0, text), "1970-01-01T00:00:00Z");
    assert_string_equal(clock_iso(-1, text), "1969-12-31T23:59:59Z");
    assert_string_equal(clock_iso(1709164800, text), "2024-02-29T00:00:00Z");
    assert_string_equal(clock_iso(4102444799, text), "2099-12-31T23:59:59Z");
    assert_string_equal(clock_iso(253402300799, text), "9999-12-31T23:59:59Z");
}

static void refuses_what_is_no_date(void **state) {
    (void)state;
    char text[CLOCK_ISO_SIZE];
    assert_string_equal(clock_iso(253402300800, text), ""); /* the year 10000 */
    assert_string_equal(clock_iso(INT64_MAX, text), "");
    assert_string_equal(clock_iso(INT64_MIN, text), "");
}

static void reads_dates_again(void **state) {
    (void)state;
    int64_t seconds = 7;
    assert_true(clock_from_iso(SPAN("1970-01-01T00:00:00Z"), &seconds));
    assert_int_equal(seconds, 0);
    assert_true(clock_from_iso(SPAN("2024-02-29T00:00:00Z"), &seconds));
    assert_int_equal(seconds, 1709164800);
    static const char *const others[] = {"",
                                         "2023-02-29T00:00:00Z",
                                         "2024-02-29T00:00:00",
                                         "2024-02-29 00:00:00Z",
                                         "2024-02-29T00:00:00Z ",
                                         "2024-02-29T00:00:00+00:00",
                                         "2024-02-29T00:00:00Z and a text that goes on for ever"};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        assert_false(clock_from_iso(span_from(others[i]), &seconds));
    }
}

static void goes_forward(void **state) {
    (void)state;
    uint64_t before = clock_ns();
    assert_true(clock_ns() >= before);
    assert_true(clock_unix() > 1700000000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_dates),
        cmocka_unit_test(refuses_what_is_no_date),
        cmocka_unit_test(reads_dates_again),
        cmocka_unit_test(goes_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
