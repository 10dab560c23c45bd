/* SPDX-License-Identifier: Apache-2.0 */
/* The verbs under "token". */
#ifndef POSTERN_CLI_CMD_TOKEN_H
#define POSTERN_CLI_CMD_TOKEN_H

#include "cli/cmd_token_crack.h"
#include "cli/verb.h"

/* Name, function, what the overview says. */
#define TOKEN_VERB_LIST(X)                                                     \
    X("inspect", cmd_token_inspect, "show a token, and what is weak about it") \
    X("verify", cmd_token_verify, "check signature and claims, strictly")      \
    X("forge", cmd_token_forge, "write any token, signed any way")             \
    X("crack", cmd_token_crack, "seek the secret of an HMAC token, offline")

verb_run cmd_token_inspect, cmd_token_verify, cmd_token_forge;

#endif
