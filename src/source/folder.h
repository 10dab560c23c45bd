/* SPDX-License-Identifier: Apache-2.0 */
/* Paths of a source tree: taken apart, and put behind its root. */
#ifndef POSTERN_SOURCE_FOLDER_H
#define POSTERN_SOURCE_FOLDER_H

#include "base/arena.h"

/* The folder that a path stands in, with its slash; empty at the root. */
struct span folder_above(struct span path);

/* root/path, with a NUL behind. */
struct span folder_join(struct arena *arena, struct span root, struct span path);

#endif
