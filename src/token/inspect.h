/* SPDX-License-Identifier: Apache-2.0 */
/* What a token shows without any key: its times, and what is weak about it. */
#ifndef POSTERN_TOKEN_INSPECT_H
#define POSTERN_TOKEN_INSPECT_H

#include "token/inspect_item.h"

/* Looks at a token. now: seconds since 1970. Texts belong to the arena or point into text.
 * Errors: ERR_SYNTAX when there is no header to be read (out->jws.fault says why), ERR_MEMORY. */
NODISCARD enum err inspect_token(struct arena *arena, struct span text, int64_t now,
                                 struct inspect *out);

#endif
