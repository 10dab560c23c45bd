/* SPDX-License-Identifier: Apache-2.0 */
/* The baseline: findings of an earlier report, which do not count again. */
#ifndef POSTERN_CLI_BASELINE_H
#define POSTERN_CLI_BASELINE_H

#include "base/err.h"
#include "catalog/result.h"

struct baseline {
    VEC(struct span) fingerprints;
};

/* Reads a JSON report. What is wrong goes to diag. Errors: as io_read, ERR_SYNTAX, ERR_INVALID (no
 * report). */
NODISCARD enum err baseline_read(struct arena *arena, struct span path, struct baseline *out,
                                 struct diag *diag);

/* Marks the findings of the result that the baseline has. */
void baseline_mark(const struct baseline *baseline, struct result *result);

#endif
