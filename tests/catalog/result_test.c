/* SPDX-License-Identifier: Apache-2.0 */
/* Words of a result, and the order of findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalog/result.h"

static void test_words(void **state) {
    (void)state;
    enum severity severity = SEVERITY_INFO;
    assert_true(severity_from(SPAN("critical"), &severity));
    assert_int_equal(severity, SEVERITY_CRITICAL);
    assert_false(severity_from(SPAN("Critical"), &severity));
    assert_false(severity_from(SPAN(""), &severity));
    assert_string_equal(severity_word(SEVERITY_MEDIUM), "medium");
    assert_string_equal(verdict_word(VERDICT_GRANTED), "granted");
    assert_string_equal(gate_word(GATE_UNTESTED), "untested");
    assert_string_equal(gate_word(GATE_INCONCLUSIVE), "inconclusive");
    assert_string_equal(kind_word(KIND_AUDIT), "audit");
    assert_string_equal(standing_word(STANDING_UNTRIED), "untried");
    assert_string_equal(access_word(ACCESS_REFUSED), "refused");
    assert_string_equal(confidence_word(CONFIDENCE_CONFIRMED), "confirmed");
}

/* What is written is read back, and nobody's cells name no identity. */
static void test_cells(void **state) {
    (void)state;
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct span who = cell_who(&arena, SPAN("alice"));
    assert_true(span_equal(who, SPAN("valid:alice")));
    assert_true(span_equal(cell_identity(who), SPAN("alice")));
    assert_int_equal(cell_identity(SPAN("anonymous")).len, 0);
}

/* What was judged: a verdict and every attack; what declares nothing or was spared counts not. */
static void test_judged(void **state) {
    (void)state;
    struct span bearer[] = {SPAN_INIT("bearerAuth")},
                optional[] = {SPAN_INIT("bearerAuth"), SPAN_INIT("-")};
    struct operation_result rows[] = {
        {.gate = GATE_ENFORCED, .attacks = {3, 3}, .accepted = true},
        {.gate = GATE_ENFORCED, .attacks = {5, 4}, .accepted = true},
        {.gate = GATE_OPEN, .attacks = {2, 2}},
        {.gate = GATE_INCONCLUSIVE},
        {.gate = GATE_UNTESTED},
        {.gate = GATE_UNTESTED, .spared = true},
        {.gate = GATE_INCONCLUSIVE, .attacks = {1, 0}},
        {.gate = GATE_PUBLIC},
        {.gate = GATE_ENFORCED, .attacks = {1, 1}}, /* to nobody that we know */
    };
    for (size_t i = 0; i < 6; i++) {
        rows[i].declared.at = bearer;
        rows[i].declared.n = 1;
    }
    rows[8].declared.at = bearer;
    rows[8].declared.n = 1;
    rows[6].declared.at = optional;
    rows[6].declared.n = 2;
    struct result result = {0};
    result.operations.at = rows;
    result.operations.n = sizeof(rows) / sizeof(rows[0]);
    struct judged judged = result_judged(&result);
    assert_int_equal(judged.operations, 2);
    assert_int_equal(judged.operations_of, 6);
    assert_int_equal(judged.attacks.judged, 10);
    assert_int_equal(judged.attacks.planned, 12);
}

static const struct rule rule_a = {.id = "a-rule"}, rule_b = {.id = "b-rule"};

static void test_order(void **state) {
    (void)state;
    struct operation_name early[] = {{SPAN_INIT("GET"), SPAN_INIT("/a/")}};
    struct operation_name late[] = {{SPAN_INIT("GET"), SPAN_INIT("/b/")}};
    struct finding findings[] = {
        {.rule = &rule_a, .severity = SEVERITY_LOW, .fingerprint = SPAN("4")},
        {.rule = &rule_b, .severity = SEVERITY_HIGH, .fingerprint = SPAN("3")},
        {.rule = &rule_a, .severity = SEVERITY_HIGH, .fingerprint = SPAN("2")},
        {.rule = &rule_a, .severity = SEVERITY_HIGH, .fingerprint = SPAN("1")},
    };
    findings[2].operations.at = late;
    findings[2].operations.n = 1;
    findings[3].operations.at = early;
    findings[3].operations.n = 1;
    struct result result = {0};
    enum severity worst = SEVERITY_INFO;
    assert_false(result_worst(&result, &worst));
    result_sort(&result);
    result.findings.at = findings;
    result.findings.n = 4;
    assert_true(result_worst(&result, &worst));
    assert_int_equal(worst, SEVERITY_HIGH);
    for (size_t i = 1; i < 4; i++) {
        findings[i].known = true;
    }
    assert_true(result_worst(&result, &worst));
    assert_int_equal(worst, SEVERITY_LOW);
    result_sort(&result);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(findings[i].fingerprint.ptr[0], "1234"[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_judged),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
