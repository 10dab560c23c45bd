/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix as every format prints it: columns, marks, counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/matrix.h"
#include "sample.h"

static const struct column garbage = {.who = SPAN_INIT("garbage"), .intruder = true};
static const struct column alice = {.who = SPAN_INIT("valid:alice")};

static void is_marked(enum gate gate, const struct column *column, enum verdict verdict, int status,
                      enum mark mark, const char *text) {
    struct cell cell = {column->who, verdict, status};
    struct operation_result operation = {.gate = gate};
    char room[MARK_TEXT];
    operation.cells.at = &cell;
    operation.cells.n = 1;
    assert_int_equal(matrix_mark(&operation, column), mark);
    assert_string_equal(matrix_mark_text(&operation, column, room), text);
}

static void test_marks(void **state) {
    (void)state;
    is_marked(GATE_OPEN, &garbage, VERDICT_GRANTED, 200, MARK_BREACHED, "OPEN");
    is_marked(GATE_PUBLIC, &garbage, VERDICT_GRANTED, 200, MARK_SERVED, "ok");
    is_marked(GATE_INCONCLUSIVE, &garbage, VERDICT_GRANTED, 200, MARK_SERVED, "ok");
    is_marked(GATE_OPEN, &alice, VERDICT_GRANTED, 200, MARK_SERVED, "ok");
    is_marked(GATE_ENFORCED, &garbage, VERDICT_DENIED, 401, MARK_DENIED, "401");
    is_marked(GATE_ENFORCED, &garbage, VERDICT_DENIED, 0, MARK_DENIED, "no");
    is_marked(GATE_ENFORCED, &alice, VERDICT_UNCLEAR, 302, MARK_UNCLEAR, "?302");
    is_marked(GATE_ENFORCED, &alice, VERDICT_UNCLEAR, 0, MARK_UNCLEAR, "?");
    is_marked(GATE_ENFORCED, &alice, VERDICT_UNCLEAR, 99999, MARK_UNCLEAR, "?");
}

static void test_not_asked(void **state) {
    (void)state;
    struct operation_result operation = {.gate = GATE_OPEN};
    char room[MARK_TEXT];
    assert_null(matrix_cell(&operation, &alice));
    assert_int_equal(matrix_mark(&operation, &alice), MARK_NONE);
    assert_string_equal(matrix_mark_text(&operation, &alice, room), "-");
}

/* Intruders first, in their own order, each only where it was asked; identities as they come. */
static void test_columns(void **state) {
    (void)state;
    static const char *const wanted[] = {"anonymous", "garbage", "wrong-scheme", "alice", "bob"};
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    struct matrix matrix;
    sample_result(&arena, &result);
    assert_int_equal(matrix_of(&result, &arena, &matrix), OK);
    assert_int_equal(matrix.columns.n, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_true(span_equal(matrix.columns.at[i].title, span_from(wanted[i])));
        assert_int_equal(matrix.columns.at[i].intruder, i < 3);
    }
    sample_crowd(&arena, 3, 2, &result);
    assert_int_equal(matrix_of(&result, &arena, &matrix), OK);
    assert_int_equal(matrix.columns.n, 3); /* neither garbage nor another scheme was sent */
    assert_true(span_equal(matrix.columns.at[0].who, SPAN("anonymous")));
}

static void test_tally(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct result result;
    sample_result(&arena, &result);
    struct tally tally = matrix_tally(&result);
    assert_int_equal(tally.gates[GATE_OPEN], 2);
    assert_int_equal(tally.gates[GATE_INCONCLUSIVE], 2);
    assert_int_equal(tally.gates[GATE_ENFORCED], 4);
    assert_int_equal(tally.gates[GATE_PUBLIC], 2);
    assert_int_equal(tally.gates[GATE_UNTESTED], 3);
    assert_int_equal(tally.findings, 2);
    assert_int_equal(tally.known, 1);
    assert_int_equal(tally.severities[SEVERITY_CRITICAL], 1);
    assert_int_equal(tally.severities[SEVERITY_INFO], 0); /* the baseline has it */
    sample_audit(&arena, &result);
    tally = matrix_tally(&result);
    assert_int_equal(tally.accesses[ACCESS_ALLOWED], 1);
    assert_int_equal(tally.accesses[ACCESS_REFUSED], 2);
    assert_int_equal(tally.accesses[ACCESS_UNDECIDED], 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_not_asked),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_tally),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
