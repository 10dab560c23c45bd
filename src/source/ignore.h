/* SPDX-License-Identifier: Apache-2.0 */
/* .gitignore: what a project itself calls none of its source. */
#ifndef POSTERN_SOURCE_IGNORE_H
#define POSTERN_SOURCE_IGNORE_H

#include "base/err.h"
#include "base/vec.h"

struct ignore_rule {
    struct span base;    /* the folder whose .gitignore says it, "" or "shop/" */
    struct span pattern; /* without the signs below */
    bool negated, folder, anchored;
};

struct ignore {
    VEC(struct ignore_rule) rules; /* the later wins */
};

/* Adds the rules of one .gitignore (gitignore(5)). base: of the folder, ends in "/" or is empty.
 * Errors: ERR_MEMORY. */
NODISCARD enum err ignore_read(struct arena *arena, struct ignore *ignore, struct span base,
                               struct span text);

/* Whether a path is to be left out; from the same folder as the bases. */
bool ignore_has(const struct ignore *ignore, struct span path, bool folder);

#endif
