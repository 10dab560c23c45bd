/* SPDX-License-Identifier: Apache-2.0 */
/* Buffers: what is added comes out, and a failure sticks. */
#include "base/buf.h"
#include "check.h"

static void builds_text(void **state) {
    (void)state;
    BUF_SCOPE buf = {0};
    assert_span(buf_span(&buf), "");
    assert_non_null(buf_span(&buf).ptr);
    buf_text(&buf, "a");
    buf_add(&buf, SPAN("\0b"));
    buf_byte(&buf, 'c');
    buf_fill(&buf, '-', 3);
    buf_fill(&buf, '-', 0);
    buf_printf(&buf, "%d", 42);
    assert_int_equal(buf_status(&buf), OK);
    assert_span(buf_span(&buf), "a\0bc---42");
    buf_clear(&buf);
    assert_span(buf_span(&buf), "");
}

static void grows(void **state) {
    (void)state;
    BUF_SCOPE buf = {0};
    for (int i = 0; i < 100000; i++) {
        buf_printf(&buf, "%d,", i % 10);
    }
    assert_int_equal(buf_status(&buf), OK);
    assert_int_equal(buf_span(&buf).len, 200000);
    assert_span(span_slice(buf_span(&buf), 199996, 4), "8,9,");
}

static void remembers_a_failure(void **state) {
    (void)state;
    BUF_SCOPE buf = {0};
    buf_text(&buf, "kept");
    buf_fill(&buf, 'x', SIZE_MAX);
    assert_int_equal(buf_status(&buf), ERR_MEMORY);
    buf_text(&buf, "lost");
    assert_span(buf_span(&buf), "kept");
    buf_clear(&buf);
    assert_int_equal(buf_status(&buf), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_text),
        cmocka_unit_test(grows),
        cmocka_unit_test(remembers_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
