/* SPDX-License-Identifier: Apache-2.0 */
/* Changing members of a JSON object's text while every other byte stays as it was. */
#ifndef POSTERN_TOKEN_EDIT_H
#define POSTERN_TOKEN_EDIT_H

#include "base/arena.h"
#include "base/err.h"

/* name as text; value as JSON text, not checked (a forger wants broken ones too); {NULL, 0}
 * removes the member. */
struct edit {
    struct span name, value;
};

/* Applies n edits to the text of a JSON object. A member that is there keeps its place (each of
 * them, when it is repeated); others are added at the end, in the order of the edits. Errors:
 * ERR_SYNTAX when object is no JSON object, ERR_MEMORY. */
NODISCARD enum err edit_object(struct arena *arena, struct span object, const struct edit *edits,
                               size_t n, struct span *out);

#endif
