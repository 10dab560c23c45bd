/* SPDX-License-Identifier: Apache-2.0 */
/* What a tree leaves out since its .gitignore files say so, those above it in the same git work
 * tree as well; what git keeps all the same is not left out. */
#ifndef POSTERN_SOURCE_IGNORED_H
#define POSTERN_SOURCE_IGNORED_H

#include "base/diag.h"
#include "source/ignore.h"
#include "source/tracked.h"

/* A git work tree: the one that the root stands in, or one below, a submodule or a clone. */
struct work_tree {
    struct ignore ignore;
    struct span top;        /* "/home/x/shop/"; empty: there is none */
    struct span above;      /* from there to the root: "backend/"; empty where they are one */
    struct span below;      /* from the root to there: "lib/"; empty where they are one */
    struct tracked tracked; /* what git keeps; read when something is ignored */
    bool tracked_read;
    VEC(struct span) kept; /* ignored folders that hold some of it, from the top: "out/" */
};

struct ignored {
    struct arena *arena;
    struct arena *lists; /* for what git keeps of all work trees */
    struct diag *diag;
};

/* The work tree that the root stands in, with what the folders between its top and the root say.
 * Errors: ERR_MEMORY. */
NODISCARD enum err ignored_above(struct ignored *ignored, struct span root, struct work_tree **out);

/* Reads what a folder says; a folder with a .git of its own begins another work tree, which is put
 * in *of. whole: as one opens it; folder: from the root, "" or "shop/". Errors: ERR_MEMORY. */
NODISCARD enum err ignored_read(struct ignored *ignored, struct span whole, struct span folder,
                                struct work_tree **of);

/* Whether a path from the root, that a folder of the work tree holds, is left out. Folders come
 * before what is in them. Errors: ERR_MEMORY. */
NODISCARD enum err ignored_has(struct ignored *ignored, struct work_tree *of, struct span path,
                               bool folder, bool *out);

#endif
