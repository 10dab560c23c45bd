/* SPDX-License-Identifier: Apache-2.0 */
/* The verb "token crack". */
#ifndef POSTERN_CLI_CMD_TOKEN_CRACK_H
#define POSTERN_CLI_CMD_TOKEN_CRACK_H

#include "cli/verb.h"

/* Exit status: 1 found, 0 not found, 2 unusable arguments, 3 interrupted. */
verb_run cmd_token_crack;

#endif
