/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens as they are copied from terminals, headers, files and documents. */
#ifndef POSTERN_CLI_TOKEN_PASTE_H
#define POSTERN_CLI_TOKEN_PASTE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Takes off what is around a token: a byte-order mark, a field's name, a word such as "Bearer",
 * quotes, what follows in a Cookie field; also white space around it and inside it, unless strict.
 * What was taken off is told in *told, as words: "quotes, the word Bearer"; empty: nothing. Never
 * more than that: what is left need be no token. Errors: ERR_MEMORY. */
NODISCARD enum err token_paste(struct arena *arena, struct span text, bool strict,
                               struct span *token, struct buf *told);

#endif
