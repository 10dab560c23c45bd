/* SPDX-License-Identifier: Apache-2.0 */
/* What a result means as an exit status: 0 is a promise, and 3 comes before 1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/output.h"

static struct operation_result judged = {.gate = GATE_ENFORCED};
static struct operation_result unclear[] = {{.gate = GATE_INCONCLUSIVE}, {.gate = GATE_UNTESTED}};
static struct finding finding = {.severity = SEVERITY_MEDIUM};

static struct result result_of(struct operation_result *rows, size_t n, bool complete, bool found) {
    struct result result = {.complete = complete};
    result.operations.at = rows;
    result.operations.n = n;
    result.findings.at = &finding;
    result.findings.n = found;
    return result;
}

static int status(const struct result *result, bool incomplete_ok, enum err ended,
                  enum err written) {
    struct output_terms terms = {SEVERITY_MEDIUM, incomplete_ok};
    return output_status(result, &terms, ended, written);
}

static void test_complete(void **state) {
    (void)state;
    struct result clean = result_of(&judged, 1, true, false);
    struct result found = result_of(&judged, 1, true, true);
    assert_int_equal(status(&clean, false, OK, OK), 0);
    assert_int_equal(status(&found, false, OK, OK), 1);
    struct output_terms terms = {.fail_on = SEVERITY_HIGH};
    assert_int_equal(output_status(&found, &terms, OK, OK), 0);
    finding.known = true;
    assert_int_equal(status(&found, false, OK, OK), 0);
    finding.known = false;
}

static void test_incomplete(void **state) {
    (void)state;
    struct result clean = result_of(&judged, 1, false, false);
    struct result found = result_of(&judged, 1, false, true);
    assert_int_equal(status(&clean, false, OK, OK), 3);
    assert_int_equal(status(&found, false, OK, OK), 3);
    assert_int_equal(status(&found, false, ERR_LOGIN, OK), 3);
    assert_int_equal(status(&clean, true, ERR_LOGIN, OK), 0);
    assert_int_equal(status(&found, true, ERR_BUDGET, OK), 1);
    found.complete = true; /* whatever ended it counts, not the flag alone */
    assert_int_equal(status(&found, false, ERR_NETWORK, OK), 3);
}

/* What judged nothing, and what could not be told, is never a success. */
static void test_never_pardoned(void **state) {
    (void)state;
    struct result nothing = result_of(unclear, 2, false, false);
    struct result clean = result_of(&judged, 1, true, false);
    assert_int_equal(status(&nothing, true, OK, OK), 3);
    assert_int_equal(status(&nothing, true, ERR_NETWORK, OK), 3);
    assert_int_equal(status(&clean, true, OK, ERR_IO), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_incomplete),
        cmocka_unit_test(test_never_pardoned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
