/* SPDX-License-Identifier: Apache-2.0 */
/* Files that decide who may pass must be nobody else's to change. */
#ifndef POSTERN_CLI_TRUSTED_H
#define POSTERN_CLI_TRUSTED_H

#include "base/diag.h"
#include "base/err.h"

/* Whether a file is regular, belongs to us or to root, and is not writable by its group or by
 * others; why not goes to diag. path: with a NUL behind. Errors: ERR_MISSING, ERR_IO, ERR_INVALID.
 */
NODISCARD enum err trusted_check(struct span path, struct diag *diag);

#endif
