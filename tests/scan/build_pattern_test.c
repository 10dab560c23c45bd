/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that fit a pattern. */
#include "scan/build/build_pattern.h"

#include "contract_text.h"

static void patterns(void **state) {
    (void)state;
    static const struct {
        const char *pattern, *text;
        size_t shortest, longest;
    } rows[] = {
        {"^[a-z]+$", "a", 0, SIZE_MAX},
        {"^[a-z]+$", "aaaa", 4, SIZE_MAX},
        {"^[a-z]*$", "a", 0, SIZE_MAX},
        {"^[0-9]+$", "00000000000", 11, 11},
        {"^a*b*$", "aaaaaaaaaabbbbbbbbbb", 19, 20},
        {"^(foo|bar)-\\w{3}$", "foo-aaa", 0, SIZE_MAX},
        {"(?:ab)?c", "c", 0, SIZE_MAX},
        {"(?P<year>[0-9]{4})-[0-9]{2}", "0000-00", 0, SIZE_MAX},
        {"^\\+?[1-9]\\d{1,14}$", "10", 0, SIZE_MAX},
        {"[^a-z0-9]", "A", 0, SIZE_MAX},
        {"^[\\w.@+-]+$", "a", 0, SIZE_MAX},
        {"[]x]", "x", 0, SIZE_MAX},
        {"\\x41\\u0042", "AB", 0, SIZE_MAX},
        {"a{2}b{0}c{,3}", "aac{,3}", 0, SIZE_MAX},
        {"^\\p{L}\\p{N}$", "a0", 0, SIZE_MAX},
        {"a|b|c", "a", 0, SIZE_MAX},
        {"(a(b(c)))+?", "abc", 0, SIZE_MAX},
        {"\\.\\/\\[", "./[", 0, SIZE_MAX},
        {"^$", "", 0, SIZE_MAX},
        {"abc", "", 0, 2},
        {"[a", "", 0, SIZE_MAX},
        {"(a", "", 0, SIZE_MAX},
        {"a)", "", 0, SIZE_MAX},
        {"(a)\\1", "", 0, SIZE_MAX},
        {"(?!a)b", "", 0, SIZE_MAX},
        {"((((a{999}){999}){999}){999})", "", 0, SIZE_MAX},
        {"((^{999}){999}){999}", "", 0, SIZE_MAX},
        {"a{9,2}", "", 0, SIZE_MAX},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ARENA_SCOPE arena;
        arena_init(&arena, SIZE_MAX);
        struct span got;
        assert_int_equal(pattern_example(&arena, span_from(rows[i].pattern), rows[i].shortest,
                                         rows[i].longest, &got),
                         OK);
        if (!span_equal(got, span_from(rows[i].text))) {
            fail_msg("%s gave \"%.*s\"", rows[i].pattern, SPAN_ARG(got));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
