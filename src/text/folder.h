/* SPDX-License-Identifier: Apache-2.0 */
/* Paths of files: taken apart, and put behind a root. */
#ifndef POSTERN_TEXT_FOLDER_H
#define POSTERN_TEXT_FOLDER_H

#include "base/arena.h"

/* The folder that a path stands in, with its slash; empty at the root. */
struct span folder_above(struct span path);

/* What stands in it, "views.py" of "shop/views.py". */
struct span folder_entry(struct span path);

/* root/path, with a NUL behind. */
struct span folder_join(struct arena *arena, struct span root, struct span path);

#endif
