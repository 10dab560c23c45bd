/* SPDX-License-Identifier: Apache-2.0 */
/* What selects operations, and fits none: the route was renamed, or the pattern never did. */
#ifndef POSTERN_CLI_IDLE_H
#define POSTERN_CLI_IDLE_H

#include "cli/scan_arguments.h"

/* Tells each --include and --exclude that fits no operation of the contract as a warning. */
void idle_tell(const struct scan_arguments *arguments, const struct contract *contract,
               struct diag *diag);

#endif
