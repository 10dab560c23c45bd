/* SPDX-License-Identifier: Apache-2.0 */
/* The verbs under "token", and how they get tokens and secrets. */
#ifndef POSTERN_CLI_CMD_TOKEN_H
#define POSTERN_CLI_CMD_TOKEN_H

#include "cli/cmd_token_crack.h"
#include "cli/options.h"
#include "cli/verb.h"

/* Name, function, what the overview says. */
#define TOKEN_VERB_LIST(X)                                                     \
    X("inspect", cmd_token_inspect, "show a token, and what is weak about it") \
    X("verify", cmd_token_verify, "check signature and claims, strictly")      \
    X("forge", cmd_token_forge, "write any token, signed any way")             \
    X("crack", cmd_token_crack, "seek the secret of an HMAC token, offline")

verb_run cmd_token_inspect, cmd_token_verify, cmd_token_forge;

/* The token of the command line: the word, or for "-" or none standard input, of which one line
 * end is taken off; then what people copy along with it (token_paste), which is told on standard
 * error. strict: white space stays. Complains. Errors: ERR_USAGE, ERR_LIMIT, ERR_IO, ERR_MEMORY. */
NODISCARD enum err cmd_token_read(const struct grammar *grammar, struct arena *arena,
                                  const struct texts *words, bool strict, struct span *out);

/* A secret given as env:NAME or file:PATH (of which nothing is taken off); never as itself, since
 * command lines are seen by others. option: its name, for complaints. Errors: ERR_USAGE,
 * ERR_MISSING, ERR_IO. */
NODISCARD enum err cmd_token_secret(const struct grammar *grammar, struct arena *arena,
                                    struct span where, const char *option, struct span *out);

/* The passphrase of a key; of a file one line end is taken off. where {NULL, 0}: none. Complains.
 * Errors: as cmd_token_secret. */
NODISCARD enum err cmd_token_passphrase(const struct grammar *grammar, struct arena *arena,
                                        struct span where, struct span *out);

/* A file with keys. Complains. Errors: as io_read. */
NODISCARD enum err cmd_token_key_file(const struct grammar *grammar, struct arena *arena,
                                      struct span path, struct span *out);

#endif
