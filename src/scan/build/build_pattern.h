/* SPDX-License-Identifier: Apache-2.0 */
/* A text that fits a regular expression. */
#ifndef POSTERN_SCAN_BUILD_PATTERN_H
#define POSTERN_SCAN_BUILD_PATTERN_H

#include "base/arena.h"
#include "base/err.h"

/* *out: a text of at least shortest and at most longest bytes (SIZE_MAX: no limit) that fits the
 * pattern (ECMA 262 and Python, as far as they agree), always the same; {NULL, 0} when the pattern
 * uses what is not understood (look-around, references back) or the lengths cannot be met. Reads
 * any bytes, in bounded time. Errors: ERR_MEMORY. */
NODISCARD enum err pattern_example(struct arena *arena, struct span pattern, size_t shortest,
                                   size_t longest, struct span *out);

#endif
