/* SPDX-License-Identifier: Apache-2.0 */
/* git's index: what is refused, and what lies in a submodule. */
#include "source/tracked.h"

#include "base/buf.h"
#include "tests/base/check.h"

static void put_number(struct buf *out, size_t number, size_t bytes) {
    for (; bytes; bytes--) {
        size_t at = bytes - 1;
        buf_byte(out, at < sizeof(number) ? (char)(number >> (8 * at) & 0xff) : 0);
    }
}

/* An entry of version 4 that takes all of the path before but for cut bytes, under 128. */
static void put_entry(struct buf *out, size_t mode, size_t length, size_t cut, struct span added) {
    put_number(out, 0, 24);
    put_number(out, mode, 4);
    put_number(out, 0, 32);
    put_number(out, length < 0xfff ? length : 0xfff, 2);
    put_number(out, cut, 1);
    buf_add(out, added);
    put_number(out, 0, 1);
}

static void start(struct buf *out, size_t entries) {
    buf_add(out, SPAN("DIRC"));
    put_number(out, 4, 4);
    put_number(out, entries, 4);
}

enum { FILE_MODE = 0100644, LINK_MODE = 0160000 };

static void test_links(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    BUF_SCOPE index = {0};
    struct tracked tracked = {0};
    start(&index, 3);
    put_entry(&index, FILE_MODE, 4, 0, SPAN("a.py"));
    put_entry(&index, LINK_MODE, 7, 4, SPAN("lib/sub"));
    put_entry(&index, FILE_MODE, 5, 6, SPAN("o.py"));
    assert_int_equal(tracked_parse(&arena, buf_span(&index), &tracked), OK);
    assert_int_equal(tracked.paths.n, 3);
    assert_true(tracked_has(&tracked, SPAN("lo.py"), false));
    assert_true(tracked_has(&tracked, SPAN("lib"), true));
    assert_true(tracked_has(&tracked, SPAN("lib/sub"), true));
    assert_true(tracked_has(&tracked, SPAN("lib/sub/x/y.py"), false));
    assert_false(tracked_has(&tracked, SPAN("lib/x.py"), false));
    assert_false(tracked_has(&tracked, SPAN("lib/submarine"), true));
    assert_false(tracked_has(&tracked, SPAN("a.py/x"), false));
}

/* It would be searched by halves, and files that are kept would not be found. */
static void test_order(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    BUF_SCOPE index = {0};
    struct tracked tracked = {0};
    start(&index, 2);
    put_entry(&index, FILE_MODE, 4, 0, SPAN("b.py"));
    put_entry(&index, FILE_MODE, 4, 4, SPAN("a.py"));
    assert_int_equal(tracked_parse(&arena, buf_span(&index), &tracked), ERR_INVALID);
}

/* Each entry has the whole path again: a small index must not take all memory there is. */
static void test_long(void **state) {
    (void)state;
    enum { LONG = 100000, ENTRIES = 1000 };
    ARENA_SCOPE arena;
    arena_init(&arena, (size_t)64 << 20);
    BUF_SCOPE index = {0};
    struct tracked tracked = {0};
    struct span path = {arena_array(&arena, char, LONG), LONG};
    assert_non_null(path.ptr);
    memset((char *)path.ptr, 'a', LONG);
    start(&index, ENTRIES);
    put_entry(&index, FILE_MODE, LONG, 0, path);
    for (size_t i = 1; i < ENTRIES; i++) {
        put_entry(&index, FILE_MODE, LONG, 0, SPAN(""));
    }
    assert_int_equal(tracked_parse(&arena, buf_span(&index), &tracked), ERR_INVALID);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_links), cmocka_unit_test(test_order),
                                       cmocka_unit_test(test_long)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
