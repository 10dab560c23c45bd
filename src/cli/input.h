/* SPDX-License-Identifier: Apache-2.0 */
/* Files that the user names. */
#ifndef POSTERN_CLI_INPUT_H
#define POSTERN_CLI_INPUT_H

#include "base/diag.h"
#include "base/err.h"

/* Reads a file as io_read does; why it cannot be read goes to diag. path: with a NUL behind.
 * Errors: as io_read. */
NODISCARD enum err input_read(struct arena *arena, struct span path, size_t limit, struct span *out,
                              struct diag *diag);

#endif
