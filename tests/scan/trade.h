/* SPDX-License-Identifier: Apache-2.0 */
/* What a case's scan has with fewer requests, held against all batteries everywhere. */
#ifndef POSTERN_TESTS_SCAN_TRADE_H
#define POSTERN_TESTS_SCAN_TRADE_H

#include "scenario.h"

/* Verdicts and findings of a thorough scan that the scenario's own has not are added to what is
 * wrong. */
void trade_judge(struct scenario *scenario, const struct result *thorough);

#endif
