/* SPDX-License-Identifier: Apache-2.0 */
/* String literals, decoded. */
#ifndef POSTERN_SOURCE_LITERAL_H
#define POSTERN_SOURCE_LITERAL_H

#include "base/arena.h"

struct literal {
    struct span text;
    bool bytes;     /* b"" */
    bool formatted; /* f"": braces still stand in text */
};

/* Decodes a literal with its prefix and quotes. Text that needs no decoding is not copied. What is
 * no literal, or has an escape that cannot be (\N{…} is kept as it stands), gives what can be read.
 * {NULL, 0} text without memory. */
struct literal literal_decode(struct arena *arena, struct span source);

#endif
