/* SPDX-License-Identifier: Apache-2.0 */
/* Patches: what excludes what, what comes of them, and how they look as a diff. */
#include "text/patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_text(struct buf *got, const char *wanted) {
    buf_byte(got, '\0');
    assert_string_equal(got->data, wanted);
    buf_clear(got);
}

#define AT(start, end, text) \
    { SPAN_INIT("a.py"), start, end, SPAN_INIT(text) }

static void what_excludes(void **state) {
    (void)state;
    struct patch whole = AT(2, 6, "x"), inside = AT(4, 4, "y"), edge = AT(6, 6, "z");
    struct patch other = {SPAN("b.py"), 2, 6, SPAN("x")};
    assert_true(patch_excludes(&whole, &inside));
    assert_true(patch_excludes(&inside, &whole));
    assert_false(patch_excludes(&whole, &edge));
    assert_false(patch_excludes(&inside, &inside)); /* both may be written there */
    assert_false(patch_excludes(&whole, &other));
    assert_true(patch_equal(&whole, &whole));
    assert_false(patch_equal(&whole, &other));
}

static void what_comes_of_them(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    struct patch all[] = {AT(8, 8, "\nlast"), AT(0, 3, "ONE"), AT(4, 4, "b"), AT(4, 4, "a")};
    struct patches patches = {all, 4, 4};
    patches_sort(&patches);
    assert_int_equal(patches_apply(SPAN("one two\n"), all, 4, &out), OK);
    assert_text(&out, "ONE batwo\n\nlast");
}

static void how_it_looks(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    struct patch middle = AT(9, 9, "new\n"); /* a whole line takes none of its neighbours away */
    assert_int_equal(
        patches_diff(SPAN("a.py"), SPAN("1\n2\n3\n4\n56\n7\n8\n9\n10\n"), &middle, 0, &out), OK);
    assert_int_equal(out.len, 0);
    middle.start = middle.end = 8;
    assert_int_equal(patches_diff(SPAN("a.py"), SPAN("1\n2\n3\n4\n5\n6\n7\n8\n"), &middle, 1, &out),
                     OK);
    assert_text(&out, "--- a/a.py\n+++ b/a.py\n@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+new\n 5\n 6\n 7\n");
}

static void ends_without_a_line(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    struct patch end = AT(3, 3, "\ntwo\n");
    assert_int_equal(patches_diff(SPAN("a.py"), SPAN("one"), &end, 1, &out), OK);
    assert_text(&out, "--- a/a.py\n+++ b/a.py\n@@ -1,1 +1,2 @@\n-one\n\\ No newline at end of "
                      "file\n+one\n+two\n");
}

/* Far from each other, two hunks, the second one moved by what the first has added. */
static void two_hunks(void **state) {
    (void)state;
    BUF_SCOPE out = {0};
    struct patch both[] = {AT(0, 0, "0\n"), AT(18, 20, "")};
    assert_int_equal(
        patches_diff(SPAN("a.py"), SPAN("1\n2\n3\n4\n5\n6\n7\n8\n9\na\nb\n"), both, 2, &out), OK);
    assert_text(&out, "--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n"
                      "@@ -7,5 +8,4 @@\n 7\n 8\n 9\n-a\n b\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_excludes), cmocka_unit_test(what_comes_of_them),
        cmocka_unit_test(how_it_looks),  cmocka_unit_test(ends_without_a_line),
        cmocka_unit_test(two_hunks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
