/* SPDX-License-Identifier: Apache-2.0 */
/* Arenas: alignment, zeroes, limits that hold, text copied and formatted. */
#include "base/arena.h"
#include "check.h"

static void aligns_and_zeroes(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    for (size_t i = 0; i < 5000; i++) {
        size_t align = (size_t)1 << (i % 5), size = i % 97;
        unsigned char *memory = arena_take(&arena, size, align);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % align, 0);
        for (size_t k = 0; k < size; k++) {
            assert_int_equal(memory[k], 0);
            memory[k] = 0xa5; /* a later overlap would be seen as a byte that is not zero */
        }
    }
}

static void extends_what_is_last(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    char *first = arena_take(&arena, 16, 1), *second = arena_take(&arena, 8, 1);
    assert_false(arena_extend(&arena, first, 16, 32));
    assert_false(arena_extend(&arena, NULL, 0, 8));
    assert_true(arena_extend(&arena, second, 8, 24));
    assert_int_equal(second[23], 0);
    assert_false(arena_extend(&arena, second, 24, (size_t)1 << 24)); /* no block is so large */
    assert_ptr_equal(arena_take(&arena, 1, 1), second + 24);
}

static void gives_back_what_is_last(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_false(arena_give_back(&arena, NULL, 0));
    char *first = arena_take(&arena, 16, 1), *second = arena_take(&arena, 8, 1);
    memset(second, 7, 8);
    assert_false(arena_give_back(&arena, first, 16));
    assert_true(arena_give_back(&arena, second, 8));
    char *again = arena_take(&arena, 8, 1);
    assert_ptr_equal(again, second);
    assert_int_equal(again[7], 0);
}

static void keeps_its_limit(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 10000);
    assert_null(arena_take(&arena, 10001, 1));
    assert_non_null(arena_take(&arena, 6000, 1));
    size_t taken = 0;
    while (arena_take(&arena, 100, 1)) {
        taken += 100;
    }
    assert_in_range(taken, 3900, 4000); /* what is left can be used up, to the last piece */
    assert_true(arena.used <= arena.limit);
    arena_free(&arena);
    assert_int_equal(arena.used, 0);
    assert_non_null(arena_take(&arena, 6000, 1)); /* usable again, same limit */
    assert_null(arena_take(&arena, 6000, 1));
}

static void refuses_the_absurd(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_null(arena_take(&arena, SIZE_MAX, 1));
    assert_null(arena_take(&arena, SIZE_MAX - 8, 16));
    assert_null(arena_take_array(&arena, SIZE_MAX / 2, 3, 1));
    assert_non_null(arena_take(&arena, 0, 1));
    assert_non_null(arena_take_array(&arena, 0, 8, 8));
    struct arena zero = {0};
    assert_null(arena_take(&zero, 1, 1));
    arena_free(&zero);
}

static void copies_text(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    char original[] = "abc";
    struct span copy = arena_dup(&arena, (struct span){original, 3});
    original[0] = 'x';
    assert_span(copy, "abc");
    assert_int_equal(copy.ptr[3], '\0');
    struct span nothing = arena_dup(&arena, (struct span){NULL, 0});
    assert_non_null(nothing.ptr); /* empty, and told from failure */
    assert_int_equal(nothing.len, 0);
    assert_span(arena_join(&arena, SPAN("a\0"), SPAN("b")), "a\0b");
    struct span endless = {original, SIZE_MAX};
    assert_null(arena_join(&arena, endless, SPAN("b")).ptr);
}

static void formats_text(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    assert_span(arena_printf(&arena, "%d %.*s", 7, SPAN_ARG(SPAN("xyz"))), "7 xyz");
    assert_span(arena_printf(&arena, "%s", ""), "");
    assert_int_equal(arena_printf(&arena, "%*d", 9000, 1).len, 9000);
    arena_free(&arena);
    arena.limit = 8;
    assert_null(arena_printf(&arena, "%s", "123456789").ptr);
}

static void takes_over(void **state) {
    (void)state;
    ARENA_SCOPE mine, other;
    arena_init(&mine, 100000);
    arena_init(&other, SIZE_MAX);
    struct span empty = arena_dup(&mine, SPAN("mine"));
    arena_adopt(&mine, &other); /* nothing in it */
    struct span text = arena_dup(&other, SPAN("theirs"));
    size_t both = mine.used + other.used;
    arena_adopt(&mine, &other);
    assert_null(other.head);
    assert_int_equal(other.used, 0);
    assert_int_equal(mine.used, both);
    assert_span(empty, "mine");
    assert_span(text, "theirs");
    text = arena_dup(&other, SPAN("anew"));
    assert_non_null(arena_take(&other, 200000, 1)); /* more than the first may have */
    arena_adopt(&mine, &other);
    assert_span(text, "anew");
    assert_int_equal(mine.used, mine.limit);
    assert_null(arena_take(&mine, 100000, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aligns_and_zeroes),    cmocka_unit_test(keeps_its_limit),
        cmocka_unit_test(refuses_the_absurd),   cmocka_unit_test(copies_text),
        cmocka_unit_test(formats_text),         cmocka_unit_test(takes_over),
        cmocka_unit_test(extends_what_is_last), cmocka_unit_test(gives_back_what_is_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
