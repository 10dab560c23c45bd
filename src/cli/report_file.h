/* SPDX-License-Identifier: Apache-2.0 */
/* JSON reports that the user names. */
#ifndef POSTERN_CLI_REPORT_FILE_H
#define POSTERN_CLI_REPORT_FILE_H

#include "base/err.h"
#include "catalog/result.h"

/* Reads a JSON report. What is wrong goes to diag, with its line. path: with a NUL behind. Errors:
 * as io_read, ERR_SYNTAX, ERR_INVALID (no report, or a damaged one), ERR_MEMORY. */
NODISCARD enum err report_file_read(struct arena *arena, struct span path, struct result *out,
                                    struct diag *diag);

/* Reads the findings of a JSON report, of which a fingerprint suffices. Errors: the same. */
NODISCARD enum err report_file_read_findings(struct arena *arena, struct span path,
                                             struct result *out, struct diag *diag);

/* Says so where two reports are of different targets. name: of the later one's file. */
void report_file_targets(const struct result *earlier, const struct result *later, struct span name,
                         struct diag *diag);

#endif
