/* SPDX-License-Identifier: Apache-2.0 */
/* The baseline: findings that somebody has accepted, which do not count again. Any JSON report is
 * one; "postern baseline" keeps one without evidence, and with the rows' names alone. */
#ifndef POSTERN_CLI_BASELINE_H
#define POSTERN_CLI_BASELINE_H

#include "base/err.h"
#include "catalog/result.h"

struct baseline {
    struct result accepted; /* findings, and what was asked when they were found, if that is told */
};

/* Reads a JSON report. What is wrong goes to diag. Errors: as report_file_read. */
NODISCARD enum err baseline_read(struct arena *arena, struct span path, struct baseline *out,
                                 struct diag *diag);

/* Marks the findings of the result that the baseline covers, and lists what the baseline has and
 * the result, which could have told it, has not. Errors: ERR_MEMORY. */
NODISCARD enum err baseline_mark(const struct baseline *baseline, struct arena *arena,
                                 struct result *result);

#endif
