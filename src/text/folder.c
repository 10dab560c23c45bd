/* SPDX-License-Identifier: Apache-2.0 */
/* A folder ends in a slash, or is empty. */
#include "text/folder.h"

struct span folder_above(struct span path) {
    while (path.len && path.ptr[path.len - 1] != '/') {
        path.len--;
    }
    return path;
}

struct span folder_entry(struct span path) {
    return span_from_index(path, folder_above(path).len);
}

struct span folder_join(struct arena *arena, struct span root, struct span path) {
    return arena_printf(arena, "%.*s%s%.*s", SPAN_ARG(root), span_ends(root, SPAN("/")) ? "" : "/",
                        SPAN_ARG(path));
}
