/* SPDX-License-Identifier: Apache-2.0 */
/* Maps: SipHash as published, growth, replacement, keys with any bytes, memory that ends. */
#include "base/map.h"
#include "check.h"

static void hashes_as_published(void **state) {
    (void)state;
    /* Appendix A of the SipHash paper: key 00..0f, message 00..0e. */
    const uint64_t key[2] = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
    char message[15];
    for (size_t i = 0; i < sizeof(message); i++) {
        message[i] = (char)i;
    }
    assert_true(map_hash(key, (struct span){message, 15}) == 0xa129ca6149be45e5);
    /* From the reference vectors: the empty message, and one whole word. */
    assert_true(map_hash(key, (struct span){NULL, 0}) == 0x726fdb47dd0e0e31);
    assert_true(map_hash(key, (struct span){message, 8}) == 0x93f5f5799a932462);
}

static void finds_what_was_put(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct map map = {0};
    static int values[3000];
    assert_null(map_get(&map, SPAN("0")));
    for (int i = 0; i < 3000; i++) {
        values[i] = i;
        assert_int_equal(map_put(&arena, &map, arena_printf(&arena, "%d", i), &values[i]), OK);
    }
    assert_int_equal(map.n, 3000);
    for (int i = 0; i < 3000; i++) {
        assert_ptr_equal(map_get(&map, arena_printf(&arena, "%d", i)), &values[i]);
    }
    assert_null(map_get(&map, SPAN("3000")));
    assert_null(map_get(&map, SPAN("01")));
}

static void replaces(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct map map = {0};
    int first = 1, second = 2;
    assert_int_equal(map_put(&arena, &map, SPAN("a"), &first), OK);
    assert_int_equal(map_put(&arena, &map, SPAN("a"), &second), OK);
    assert_int_equal(map.n, 1);
    assert_ptr_equal(map_get(&map, SPAN("a")), &second);
}

static void takes_any_bytes_as_keys(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct map map = {0};
    int empty = 0, zero = 0, zeroes = 0;
    assert_int_equal(map_put(&arena, &map, (struct span){NULL, 0}, &empty), OK);
    assert_int_equal(map_put(&arena, &map, SPAN("\0"), &zero), OK);
    assert_int_equal(map_put(&arena, &map, SPAN("\0\0"), &zeroes), OK);
    assert_ptr_equal(map_get(&map, SPAN("")), &empty);
    assert_ptr_equal(map_get(&map, SPAN("\0")), &zero);
    assert_ptr_equal(map_get(&map, SPAN("\0\0")), &zeroes);
}

static void seeds_each_map_afresh(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct map a = {0}, b = {0};
    int value = 0;
    assert_int_equal(map_put(&arena, &a, SPAN("k"), &value), OK);
    assert_int_equal(map_put(&arena, &b, SPAN("k"), &value), OK);
    assert_true(a.seed[0] != b.seed[0] || a.seed[1] != b.seed[1]);
}

static void survives_the_end_of_memory(void **state) {
    (void)state;
    ARENA_SCOPE names, arena;
    arena_init(&names, SIZE_MAX);
    arena_init(&arena, 8192);
    struct map map = {0};
    int value = 0;
    enum err result = OK;
    int put = 0;
    while (result == OK) {
        result = map_put(&arena, &map, arena_printf(&names, "%d", put), &value);
        put += result == OK;
    }
    assert_int_equal(result, ERR_MEMORY);
    assert_int_equal(map.n, put);
    for (int i = 0; i < put; i++) {
        assert_ptr_equal(map_get(&map, arena_printf(&names, "%d", i)), &value);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_as_published),
        cmocka_unit_test(finds_what_was_put),
        cmocka_unit_test(replaces),
        cmocka_unit_test(takes_any_bytes_as_keys),
        cmocka_unit_test(seeds_each_map_afresh),
        cmocka_unit_test(survives_the_end_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
