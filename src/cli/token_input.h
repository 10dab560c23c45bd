/* SPDX-License-Identifier: Apache-2.0 */
/* What the verbs under "token" are given: tokens, secrets and keys, and where those may stand. */
#ifndef POSTERN_CLI_TOKEN_INPUT_H
#define POSTERN_CLI_TOKEN_INPUT_H

#include "cli/options.h"

/* The token of the command line: the word, or for "-" or none standard input, of which one line
 * end is taken off; then what people copy along with it (token_paste), which is told on standard
 * error. strict: white space stays. Complains. Errors: ERR_USAGE, ERR_LIMIT, ERR_IO, ERR_MEMORY. */
NODISCARD enum err token_input_read(const struct grammar *grammar, struct arena *arena,
                                    const struct texts *words, bool strict, struct span *out);

/* A secret given as env:NAME or file:PATH (of which nothing is taken off); never as itself, since
 * command lines are seen by others. option: its name, for complaints. Errors: ERR_USAGE,
 * ERR_MISSING, ERR_IO. */
NODISCARD enum err token_input_secret(const struct grammar *grammar, struct arena *arena,
                                      struct span where, const char *option, struct span *out);

/* The passphrase of a key; of a file one line end is taken off. where {NULL, 0}: none. Complains.
 * Errors: as token_input_secret. */
NODISCARD enum err token_input_passphrase(const struct grammar *grammar, struct arena *arena,
                                          struct span where, struct span *out);

/* A file with keys. Complains. Errors: as io_read. */
NODISCARD enum err token_input_key_file(const struct grammar *grammar, struct arena *arena,
                                        struct span path, struct span *out);

#endif
