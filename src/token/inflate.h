/* SPDX-License-Identifier: Apache-2.0 */
/* What was compressed by zlib (RFC 1950), within a bound. */
#ifndef POSTERN_TOKEN_INFLATE_H
#define POSTERN_TOKEN_INFLATE_H

#include "base/arena.h"
#include "base/err.h"

/* Errors: ERR_SYNTAX (none, or not whole), ERR_LIMIT (more than limit bytes), ERR_MEMORY. */
NODISCARD enum err inflate_read(struct arena *arena, struct span data, size_t limit,
                                struct span *out);

#endif
