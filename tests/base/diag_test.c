/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnostics: lines with as much place as is known, counts, and a bound. */
#include "base/diag.h"
#include "check.h"

static void writes_lines(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct diag diag;
    diag_init(&diag, &arena);
    struct place place = {
        .file = SPAN("a.yaml"), .line = 3, .column = 7, .pointer = SPAN("/paths")};
    diag_add(&diag, DIAG_ERROR, place, "no %s", "get");
    place.column = 0;
    place.pointer = (struct span){NULL, 0};
    diag_add(&diag, DIAG_WARNING, place, "odd");
    place.line = 0;
    diag_add(&diag, DIAG_NOTE, place, "so");
    diag_add(&diag, DIAG_NOTE, (struct place){0}, "anywhere");
    assert_span(diag_line(&arena, &diag.items.at[0]), "a.yaml:3:7: error: no get (at /paths)");
    assert_span(diag_line(&arena, &diag.items.at[1]), "a.yaml:3: warning: odd");
    assert_span(diag_line(&arena, &diag.items.at[2]), "a.yaml: note: so");
    assert_span(diag_line(&arena, &diag.items.at[3]), "note: anywhere");
}

static void keeps_the_first_and_counts_all(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct diag diag;
    diag_init(&diag, &arena);
    for (int i = 0; i < DIAG_MOST + 5; i++) {
        diag_add(&diag, i % 2 ? DIAG_ERROR : DIAG_WARNING, (struct place){0}, "%d", i);
    }
    assert_int_equal(diag.items.n, DIAG_MOST);
    assert_int_equal(diag.dropped, 5);
    assert_int_equal(diag.errors + diag.warnings, DIAG_MOST + 5);
    assert_span(diag.items.at[0].message, "0");
}

static void copies_the_pointer(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct diag diag;
    diag_init(&diag, &arena);
    char pointer[] = "/a";
    diag_add(&diag, DIAG_ERROR, (struct place){.pointer = span_from(pointer)}, "x");
    pointer[1] = 'b';
    assert_span(diag.items.at[0].place.pointer, "/a");
}

static void counts_without_memory(void **state) {
    (void)state;
    struct arena none = {0};
    struct diag diag;
    diag_init(&diag, &none);
    diag_add(&diag, DIAG_ERROR, (struct place){0}, "x");
    assert_int_equal(diag.errors, 1); /* an error that cannot be kept is still an error */
    assert_int_equal(diag.dropped, 1);
    diag_add(NULL, DIAG_ERROR, (struct place){0}, "x");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_lines),
        cmocka_unit_test(keeps_the_first_and_counts_all),
        cmocka_unit_test(copies_the_pointer),
        cmocka_unit_test(counts_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
