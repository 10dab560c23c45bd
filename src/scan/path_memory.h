/* SPDX-License-Identifier: Apache-2.0 */
/* What paths have taught: whether a refusal shows itself, or hides behind 404. */
#ifndef POSTERN_SCAN_PATH_MEMORY_H
#define POSTERN_SCAN_PATH_MEMORY_H

#include "base/map.h"
#include "scan/oracle.h"

/* Zero, with an arena, has learnt nothing. */
struct path_memory {
    struct arena *arena;
    struct map by_path;
};

/* Nearest evidence on whether refusals are shown openly: this path's, or that of a path above. */
bool path_memory_shows(const struct path_memory *memory, struct span path);

/* Whether operations at the nearest paths ask for a credential before they look for what a path
 * names: several did, and nobody hides there. */
bool path_memory_asks_first(const struct path_memory *memory, struct span path);

/* Learns from an operation's controls. path must outlive the memory. Errors: ERR_MEMORY. */
NODISCARD enum err path_memory_learn(struct path_memory *memory, struct span path,
                                     const struct controls *controls);

#endif
