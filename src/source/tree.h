/* SPDX-License-Identifier: Apache-2.0 */
/* The files of a source tree: which there are, and what stands in them. */
#ifndef POSTERN_SOURCE_TREE_H
#define POSTERN_SOURCE_TREE_H

#include "base/diag.h"
#include "base/err.h"
#include "base/vec.h"
#include "text/folder.h"

struct tree_file {
    struct span path; /* from the root, "shop/views.py"; with a NUL behind */
    uint64_t bytes;
};

struct tree_options {
    struct span root;                     /* with a NUL behind */
    const struct span *include, *exclude; /* globs over paths; without include: everything */
    size_t include_n, exclude_n;
    bool (*wanted)(struct span name); /* by the name alone: "views.py" */
};

struct tree_files {
    VEC(struct tree_file) all;  /* in the order of their paths */
    VEC(struct span) installed; /* folders of installed packages, as one would open them */
};

/* Lists the files under a folder. Left out, besides what the options say: hidden folders,
 * __pycache__, node_modules, virtual environments and installed packages, and what .gitignore files
 * name, those above it in the same git work tree as well. Packages are installed below the folder
 * in a virtual environment, or wherever pip has left its *.dist-info or Django lies beside its
 * dependencies, or above it, where it is an installed package itself. Symbolic links to folders are
 * not followed. A folder that cannot be read is told and left. Errors: ERR_MISSING (no such
 * folder), ERR_IO (not a folder, unreadable; errno tells), ERR_LIMIT (more than
 * LIMIT_SOURCE_FILES), ERR_MEMORY. */
NODISCARD enum err tree_list(struct arena *arena, const struct tree_options *options,
                             struct tree_files *out, struct diag *diag);

#endif
