/* SPDX-License-Identifier: Apache-2.0 */
/* Vectors: growth keeps what is in, elements start zeroed, memory may end. */
#include "base/vec.h"
#include "check.h"

static void grows_and_keeps(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    VEC(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 10000; i++) {
        assert_true(vec_push(&arena, &numbers, i * 3));
    }
    assert_int_equal(numbers.n, 10000);
    uint32_t expected = 0;
    VEC_EACH(uint32_t, number, &numbers) {
        assert_int_equal(*number, expected);
        expected += 3;
    }
    assert_int_equal(expected, 30000);
}

static void zeroes_reused_slots(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    VEC(uint64_t) numbers = {0};
    assert_true(vec_push(&arena, &numbers, UINT64_MAX));
    numbers.n = 0; /* emptied; the slot still holds the old value */
    uint64_t *slot = vec_add(&arena, &numbers);
    assert_non_null(slot);
    assert_true(*slot == 0);
}

static void ends_with_memory(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, 1000);
    VEC(uint64_t) numbers = {0};
    size_t pushed = 0;
    while (vec_push(&arena, &numbers, 1)) {
        pushed++;
    }
    assert_in_range(pushed, 4, 125);
    assert_int_equal(numbers.n, pushed); /* a failure leaves the vector as it was */
    assert_false(vec_push(&arena, &numbers, 2));
    assert_int_equal(numbers.n, pushed);
}

static void walks_nothing(void **state) {
    (void)state;
    VEC(int) numbers = {0};
    VEC_EACH(int, number, &numbers) {
        fail_msg("%d found in an empty vector", *number);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_keeps),
        cmocka_unit_test(zeroes_reused_slots),
        cmocka_unit_test(ends_with_memory),
        cmocka_unit_test(walks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
