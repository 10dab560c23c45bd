/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP dates against the C library's calendar, and what is no date. */
#define _DEFAULT_SOURCE
#include "text/date.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

static const int64_t now = 1795000000; /* November 2026 */

/* The three spellings of RFC 9110 §5.6.7. */
static void test_spellings(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "  sun, 06 NOV 1994 08:49:37 gmt "};
    for (size_t i = 0; i < 4; i++) {
        int64_t when = 0;
        assert_true(date_parse(span_from(texts[i]), now, &when));
        assert_int_equal(when, 784111777);
    }
}

static void test_every_day(void **state) {
    (void)state;
    for (int64_t when = 0; when < INT64_C(7000000000); when += 86400 * 3 + 3607) {
        char text[64];
        struct tm parts;
        time_t seconds = (time_t)when;
        assert_non_null(gmtime_r(&seconds, &parts));
        assert_true(strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &parts) > 0);
        int64_t read = 0;
        assert_true(date_parse(span_from(text), now, &read));
        assert_int_equal(read, when);
    }
}

static void test_two_digit_years(void **state) {
    (void)state;
    int64_t when = 0;
    assert_true(date_parse(SPAN("Friday, 01-Jan-27 00:00:00 GMT"), now, &when));
    assert_int_equal(when, 1798761600);
    assert_true(date_parse(SPAN("Friday, 01-Jan-76 00:00:00 GMT"), now, &when));
    assert_int_equal(when, INT64_C(3345062400)); /* 2076: 50 years ahead, not more */
    assert_true(date_parse(SPAN("Friday, 01-Jan-77 00:00:00 GMT"), now, &when));
    assert_int_equal(when, 220924800); /* 1977 */
}

static void test_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "Sun",
                                        "06 Nov 1994",
                                        "Sun, 06 Nov 1994 08:49:37",
                                        "Sun, 06 Nov 1994 08:49:37 CET",
                                        "Sun, 30 Feb 1994 08:49:37 GMT",
                                        "Thu, 29 Feb 1900 08:49:37 GMT",
                                        "Sun, 00 Nov 1994 08:49:37 GMT",
                                        "Sun, 06 Foo 1994 08:49:37 GMT",
                                        "Sun, 06 Nov 1994 24:00:00 GMT",
                                        "Sun, 06 Nov 1994 8:49:37 GMT",
                                        "Sun, 06 Nov 19945 08:49:37 GMT",
                                        "Sun, 06 Nov 199 08:49:37 GMT",
                                        "Sun, 06 Nov 1994 08:49:37 GMT x",
                                        "1994-11-06T08:49:37Z",
                                        "Sun Nov 6 08:49:37 94",
                                        "Sun, 99999999999999999999 Nov 1994 08:49:37 GMT"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        int64_t when = 0;
        assert_false(date_parse(span_from(texts[i]), now, &when));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_two_digit_years),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
