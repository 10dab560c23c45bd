/* SPDX-License-Identifier: Apache-2.0 */
/* What paths have taught: whether a refusal shows itself, or hides behind 404, and which are open.
 */
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

/* What an operation was seen to do first with what its path names. */
enum path_order {
    PATH_UNTOLD = 0,
    PATH_ASKS_FIRST,  /* it asks for the credential, and then looks for it */
    PATH_LOOKS_FIRST, /* it looks for it, and then asks */
    PATH_IN_DOUBT,    /* it looks for it, and asks later or not at all */
};

/* Learns it. write: of an operation that writes. within: the folder beyond which it does not count
 * that it looks first. path must outlive the memory. Errors: ERR_MEMORY. */
NODISCARD enum err path_memory_learn_order(struct path_memory *memory, struct span path,
                                           enum path_order order, bool write, struct span within);

/* Whether operations at the nearest paths ask for a credential before they look for what a path
 * names: several did, nobody hides there, and to look first is not the habit of any that is nearer.
 * Of an operation that is itself in doubt. within: the folder beyond which nobody counts; empty:
 * all do. nest: the object's that it is below, where others in doubt count more; or empty. */
bool path_memory_asks_first(const struct path_memory *memory, struct span path, struct span within,
                            struct span nest);

/* The collection that the path names one object of; {NULL, 0}: its last segment is no placeholder.
 */
struct span path_memory_collection(struct span path);

/* Whether an operation of the same path (where none was judged there: of the collection that it
 * belongs to) serves anybody and none is shut, where the API elsewhere asks for a credential before
 * it looks at what was sent. */
bool path_memory_kin_open(const struct path_memory *memory, struct span path);

/* Whether the API asks for a credential before it parses a body: several operations showed it. */
bool path_memory_parses_last(const struct path_memory *memory);

/* Learns from an operation's controls. path must outlive the memory. Errors: ERR_MEMORY. */
NODISCARD enum err path_memory_learn(struct path_memory *memory, struct span path,
                                     const struct controls *controls);

/* Learns whether an operation that declares security is open, or shut. The same of path and errors.
 */
NODISCARD enum err path_memory_learn_gate(struct path_memory *memory, struct span path,
                                          const struct controls *controls,
                                          const struct gate_ruling *gate);

#endif
