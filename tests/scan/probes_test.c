/* SPDX-License-Identifier: Apache-2.0 */
/* What the records of rules say of their probes. */
#include "../base/check.h"

#include "scan/probe.h"

/* Whoever asks for one finding again asks its operations alone, unless the rule says that more is
 * looked at: then silence about a part would pass for a mend. */
static void test_wide(void **state) {
    (void)state;
    size_t wide = 0;
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        bool looks_widely = (*probe)->survey || (*probe)->watch;
        if ((*probe)->rule->wide != looks_widely) {
            fail_msg("%s: wide is %d", (*probe)->rule->id, (*probe)->rule->wide);
        }
        wide += looks_widely;
    }
    assert_true(wide > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wide)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
