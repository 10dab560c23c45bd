/* SPDX-License-Identifier: Apache-2.0 */
/* What git keeps in spite of a .gitignore: files that were added before it named them. */
#ifndef POSTERN_SOURCE_TRACKED_H
#define POSTERN_SOURCE_TRACKED_H

#include "base/err.h"
#include "base/vec.h"

struct tracked {
    VEC(struct span) paths; /* from the work tree's top, in the order of their bytes */
    VEC(struct span) links; /* of these, the submodules: work trees of their own */
};

/* Whether a folder, "/home/x/shop/", is the top of a work tree: .git lies in it, the folder or a
 * file that names it. */
bool tracked_is_top(struct arena *arena, struct span folder);

/* Reads the index of the work tree whose top that is, "/home/x/shop/": gitformat-index(5), versions
 * 2 to 4. Without an index there are none. Errors: ERR_INVALID (none of those, split in two, out of
 * order, or with a path above 4096 bytes), ERR_MISSING (what .git names is not there), and as
 * io_read_regular. */
NODISCARD enum err tracked_read(struct arena *arena, struct span top, struct tracked *out);

/* The same, of the index's bytes; paths are copied. Errors: ERR_INVALID, ERR_MEMORY. */
NODISCARD enum err tracked_parse(struct arena *arena, struct span index, struct tracked *out);

/* Whether the path is one of them or lies in a submodule, or is a folder that holds some. */
bool tracked_has(const struct tracked *tracked, struct span path, bool folder);

#endif
