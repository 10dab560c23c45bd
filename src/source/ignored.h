/* SPDX-License-Identifier: Apache-2.0 */
/* What a tree leaves out since its .gitignore files say so, those above it in the same git work
 * tree as well; what git keeps all the same is not left out. */
#ifndef POSTERN_SOURCE_IGNORED_H
#define POSTERN_SOURCE_IGNORED_H

#include "base/diag.h"
#include "source/ignore.h"
#include "source/tracked.h"

struct ignored {
    struct arena *arena;
    struct diag *diag;
    struct ignore ignore;
    struct span top;        /* of the work tree, "/home/x/shop/"; empty: there is none */
    struct span above;      /* from there to the root: "backend/"; empty where they are one */
    struct tracked tracked; /* what git keeps; read when something is ignored */
    bool tracked_read;
    VEC(struct span) kept; /* ignored folders that hold some of it, from the top: "out/" */
};

/* Reads what the folders between the top of the work tree and the root say. Errors: ERR_MEMORY. */
NODISCARD enum err ignored_above(struct ignored *ignored, struct span root);

/* Reads what a folder says. whole: as one opens it; folder: from the root, "" or "shop/". Errors:
 * ERR_MEMORY. */
NODISCARD enum err ignored_read(struct ignored *ignored, struct span whole, struct span folder);

/* Whether a path from the root is left out. Folders come before what is in them. Errors:
 * ERR_MEMORY. */
NODISCARD enum err ignored_has(struct ignored *ignored, struct span path, bool folder, bool *out);

#endif
