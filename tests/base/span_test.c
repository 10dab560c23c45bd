/* SPDX-License-Identifier: Apache-2.0 */
/* Spans: empty ones, ends, case, cutting and numbers. */
#include "base/span.h"
#include "check.h"

static const struct span none = {NULL, 0};

static void compares(void **state) {
    (void)state;
    assert_true(span_equal(none, SPAN("")));
    assert_true(span_equal(span_from(NULL), none));
    assert_true(span_equal(span_from("abc"), SPAN("abc")));
    assert_false(span_equal(SPAN("abc"), SPAN("abd")));
    assert_false(span_equal(SPAN("abc"), SPAN("ab")));
    assert_true(span_equal(SPAN("a\0b"), SPAN("a\0b")));
    assert_false(span_equal(SPAN("a\0b"), SPAN("a\0c")));
    assert_true(span_compare(SPAN("ab"), SPAN("abc")) < 0);
    assert_true(span_compare(SPAN("b"), SPAN("abc")) > 0);
    assert_true(span_compare(SPAN("\xff"), SPAN("a")) > 0);
    assert_int_equal(span_compare(none, SPAN("")), 0);
}

static void ignores_case_of_ascii_only(void **state) {
    (void)state;
    assert_true(span_equal_nocase(SPAN("Bearer"), SPAN("bEARER")));
    assert_false(span_equal_nocase(SPAN("Bearer"), SPAN("Bearer ")));
    assert_false(span_equal_nocase(SPAN("@"), SPAN("`"))); /* one bit apart, like letters */
    assert_false(span_equal_nocase(SPAN("["), SPAN("{")));
    assert_false(span_equal_nocase(SPAN("\xc0"), SPAN("\xe0")));
    assert_true(span_starts_nocase(SPAN("Token abc"), SPAN("TOKEN ")));
    assert_false(span_starts_nocase(SPAN("Tok"), SPAN("Token")));
}

static void knows_ends(void **state) {
    (void)state;
    assert_true(span_starts(SPAN("abc"), none));
    assert_true(span_starts(SPAN("abc"), SPAN("abc")));
    assert_false(span_starts(SPAN("abc"), SPAN("abcd")));
    assert_true(span_ends(SPAN("report.json"), SPAN(".json")));
    assert_true(span_ends(SPAN("abc"), none));
    assert_false(span_ends(SPAN("json"), SPAN(".json")));
    assert_false(span_ends(none, SPAN("x")));
}

static void finds(void **state) {
    (void)state;
    assert_int_equal(span_find(SPAN("aab"), SPAN("ab")), 1);
    assert_int_equal(span_find(SPAN("aaab"), SPAN("aab")), 1);
    assert_int_equal(span_find(SPAN("abc"), SPAN("c")), 2);
    assert_int_equal(span_find(SPAN("abc"), none), 0);
    assert_true(span_find(SPAN("abc"), SPAN("abcd")) == SIZE_MAX);
    assert_true(span_find(none, SPAN("a")) == SIZE_MAX);
    assert_int_equal(span_find_nocase(SPAN("WWW-Authenticate"), SPAN("auth")), 4);
    assert_true(span_find_nocase(SPAN("abc"), SPAN("abd")) == SIZE_MAX);
    assert_int_equal(span_find_byte(SPAN("a\0b"), '\0'), 1);
    assert_true(span_find_byte(none, 'a') == SIZE_MAX);
}

/* Every place of every short needle, in texts that repeat themselves and are looked through by the
 * rarest byte. */
static void finds_the_first_in_long_texts(void **state) {
    (void)state;
    enum { LONG = 400 };
    static const char words[] = "tokentokjwtjwetotokenpostern: ignoreJwt";
    char text[LONG];
    for (size_t i = 0; i < LONG; i++) {
        text[i] = words[(i * i / 7 + i) % (sizeof(words) - 1)];
    }
    struct span whole = {text, LONG};
    for (size_t at = 0; at < LONG; at++) {
        for (size_t len = 1; len <= 40 && at + len <= LONG; len++) {
            struct span needle = {text + at, len};
            size_t first = 0;
            while (memcmp(text + first, needle.ptr, len) != 0) {
                first++;
            }
            assert_int_equal(span_find(whole, needle), first);
        }
    }
    assert_true(span_find(whole, SPAN("jwx")) == SIZE_MAX);
    assert_true(span_find(whole, SPAN("\xff")) == SIZE_MAX);
    text[LONG - 1] = '!';
    assert_int_equal(span_find(whole, SPAN("!")), LONG - 1); /* the very last byte */
}

/* However far the letter stands that one begins with, and whichever of its two forms is nearer. */
static void finds_the_first_without_case(void **state) {
    (void)state;
    enum { LONG = 200 };
    char text[LONG];
    for (size_t at = 0; at + 2 <= LONG; at++) {
        for (unsigned later = 0; later < 4; later++) {
            memset(text, '-', LONG);
            memcpy(text + at, later & 1 ? "kE" : "Ke", 2);
            if (at + 4 <= LONG) {
                memcpy(text + at + 2, later & 2 ? "ke" : "KE", 2);
            }
            struct span whole = {text, LONG};
            assert_int_equal(span_find_nocase(whole, SPAN("ke")), at);
            assert_int_equal(span_find_nocase(whole, SPAN("KE")), at);
            assert_int_equal(span_find_nocase(span_slice(whole, 0, at + 1), SPAN("ke")), SIZE_MAX);
        }
    }
}

static void slices_within_bounds(void **state) {
    (void)state;
    assert_span(span_from_index(SPAN("abc"), 1), "bc");
    assert_span(span_from_index(SPAN("abc"), 3), "");
    assert_span(span_from_index(SPAN("abc"), SIZE_MAX), "");
    assert_span(span_slice(SPAN("abcdef"), 2, 3), "cde");
    assert_span(span_slice(SPAN("abc"), 2, SIZE_MAX), "c");
    assert_span(span_slice(none, 2, 3), "");
    assert_null(span_from_index(none, 5).ptr);
}

static void trims(void **state) {
    (void)state;
    assert_span(span_trim(SPAN(" \t\r\n\v\fa b \n")), "a b");
    assert_span(span_trim(SPAN("   ")), "");
    assert_span(span_trim(none), "");
    assert_span(span_trim(SPAN("\xa0")), "\xa0"); /* not ASCII: stays */
}

static void cuts(void **state) {
    (void)state;
    struct span rest = SPAN("a,,b,");
    assert_span(span_cut(&rest, ','), "a");
    assert_span(span_cut(&rest, ','), "");
    assert_span(span_cut(&rest, ','), "b");
    assert_non_null(rest.ptr); /* a last, empty part follows the last comma */
    assert_span(span_cut(&rest, ','), "");
    assert_null(rest.ptr);
    rest = none;
    assert_span(span_cut(&rest, ','), "");
    assert_null(rest.ptr);
}

static void reads_numbers_exactly(void **state) {
    (void)state;
    uint64_t value = 7;
    assert_true(span_to_u64(SPAN("0"), &value));
    assert_true(value == 0);
    assert_true(span_to_u64(SPAN("18446744073709551615"), &value));
    assert_true(value == UINT64_MAX);
    value = 7;
    assert_false(span_to_u64(SPAN("18446744073709551616"), &value));
    assert_false(span_to_u64(SPAN("99999999999999999999"), &value));
    assert_false(span_to_u64(none, &value));
    assert_false(span_to_u64(SPAN("-1"), &value));
    assert_false(span_to_u64(SPAN("1 "), &value));
    assert_false(span_to_u64(SPAN("0x1"), &value));
    assert_false(span_to_u64(SPAN("/"), &value)); /* the byte before '0' */
    assert_false(span_to_u64(SPAN(":"), &value)); /* the byte after '9' */
    assert_true(value == 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),
        cmocka_unit_test(ignores_case_of_ascii_only),
        cmocka_unit_test(knows_ends),
        cmocka_unit_test(finds),
        cmocka_unit_test(finds_the_first_in_long_texts),
        cmocka_unit_test(finds_the_first_without_case),
        cmocka_unit_test(slices_within_bounds),
        cmocka_unit_test(trims),
        cmocka_unit_test(cuts),
        cmocka_unit_test(reads_numbers_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
