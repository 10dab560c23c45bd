/* SPDX-License-Identifier: Apache-2.0 */
/* "postern audit --diff" and "--fix": fixes shown, and made. */
#ifndef POSTERN_CLI_MEND_H
#define POSTERN_CLI_MEND_H

#include "audit/mending.h"

/* Tells to standard error what the fixes cost, finding by finding, and what has none. */
void mend_warn(const struct mending *mending, const struct result *result, bool quiet);

/* Prints one diff of all fixes to standard output. Errors: ERR_IO, ERR_MEMORY. */
NODISCARD enum err mend_print(const struct mending *mending);

/* Writes the files, each whole or not at all; when one cannot be written, those before it get back
 * what they held. Unless forced, only where git could take it back. What is wrong is told to
 * standard error. Errors: ERR_USAGE (refused, nothing is changed), ERR_IO, ERR_MEMORY. */
NODISCARD enum err mend_write(struct arena *arena, struct span root, const struct mending *mending,
                              bool force);

#endif
