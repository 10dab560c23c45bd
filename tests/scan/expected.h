/* SPDX-License-Identifier: Apache-2.0 */
/* What must come of a case. */
#ifndef POSTERN_TESTS_SCAN_EXPECTED_H
#define POSTERN_TESTS_SCAN_EXPECTED_H

#include "scenario.h"

/* Holds the result against what is expected (cases/README.md): what differs is added to what is
 * wrong. Fails the test where the expectation makes no sense. */
void expected_judge(struct scenario *scenario, const struct node *expected);

#endif
