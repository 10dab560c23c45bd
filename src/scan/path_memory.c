/* SPDX-License-Identifier: Apache-2.0 */
/* What paths have taught: whether a refusal shows itself or hides behind 404. */
#include "scan/steps.h"

static const char SHOWS[] = "shows", HIDES[] = "hides";

/* Nearest evidence on whether refusals are shown openly: this path's, or that of a path above. */
bool path_memory_shows(const struct engine *engine, struct span path) {
    while (path.len > 1) {
        const char *known = map_get(&engine->path_shows, path);
        if (known) {
            return known == SHOWS;
        }
        size_t cut = path.len - (path.ptr[path.len - 1] == '/');
        bool whole = cut == path.len;
        while (cut > 0 && path.ptr[cut - 1] != '/') {
            cut--;
        }
        path.len = cut;
        if (!whole && path.len && span_find_byte(path, '{') == SIZE_MAX) {
            break;
        }
    }
    return false;
}

enum err path_memory_learn(struct subject *subject) {
    const struct controls *controls = &subject->controls;
    if (!sample_served(&controls->valid)) {
        return OK;
    }
    bool hides = controls->anonymous.status == 404;
    return map_put(subject->engine->arena, &subject->engine->path_shows, subject->operation->path,
                   (void *)(uintptr_t)(hides ? HIDES : SHOWS));
}
