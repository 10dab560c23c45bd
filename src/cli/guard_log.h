/* SPDX-License-Identifier: Apache-2.0 */
/* "postern guard verify-log FILE...": is the audit log whole? */
#ifndef POSTERN_CLI_GUARD_LOG_H
#define POSTERN_CLI_GUARD_LOG_H

#include "base/span.h"

/* Verifies the files, the oldest first, and gives the exit status: 0, 1 when the log does not hold,
 * 2 when it cannot be read. Paths have a NUL behind. */
int guard_log(const struct span *paths, size_t n);

#endif
