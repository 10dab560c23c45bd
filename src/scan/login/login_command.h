/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials that a program prints. */
#ifndef POSTERN_SCAN_LOGIN_COMMAND_H
#define POSTERN_SCAN_LOGIN_COMMAND_H

#include "scan/credential/identity.h"

enum { LOGIN_COMMAND_SECONDS = 30, LOGIN_COMMAND_BYTES = 64 << 10 };

/* Runs the program, without a shell, for at most LOGIN_COMMAND_SECONDS. *out: what it printed,
 * trimmed; empty when it failed, and then *failure says how. Errors: ERR_MEMORY. */
NODISCARD enum err login_run_command(struct arena *arena, const struct command *command,
                                     struct span *out, struct span *failure);

#endif
