/* SPDX-License-Identifier: Apache-2.0 */
/* What postern.yaml says of single operations, told to the contract and to what is known. */
#ifndef POSTERN_CLI_PROJECT_OPERATIONS_H
#define POSTERN_CLI_PROJECT_OPERATIONS_H

#include "cli/project.h"
#include "scan/build/build.h"

/* An entry that fits no operation, and a value that none of its operations takes, is told as a
 * warning. Errors: ERR_MEMORY. */
NODISCARD enum err project_operations(const struct project *project, struct contract *contract,
                                      struct known_values *known);

#endif
