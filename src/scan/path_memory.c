/* SPDX-License-Identifier: Apache-2.0 */
/* What paths have taught: whether a refusal shows itself, or hides behind 404. */
#include "scan/steps.h"

/* Counted for a path and for every folder above it. */
struct evidence_of_path {
    unsigned shows, hides;
};

/* "/a/b/{id}/" gives "/a/b/", then "/a/", then "/"; false at the top. */
static bool go_up(struct span *path) {
    if (path->len <= 1) {
        return false;
    }
    path->len -= path->ptr[path->len - 1] == '/';
    while (path->len && path->ptr[path->len - 1] != '/') {
        path->len--;
    }
    return path->len > 0;
}

/* Nearest first: evidence of the path itself, else of its neighbours in the same folder, and so on.
 * Where anybody hides, nobody is believed. */
bool path_memory_shows(const struct engine *engine, struct span path) {
    do {
        const struct evidence_of_path *known = map_get(&engine->path_memory, path);
        if (known) {
            return known->hides == 0;
        }
    } while (go_up(&path));
    return false;
}

static enum err count(struct engine *engine, struct span path, bool hides) {
    struct evidence_of_path *known = map_get(&engine->path_memory, path);
    if (!known) {
        known = arena_new(engine->arena, struct evidence_of_path);
        TRY_PTR(known);
        TRY(map_put(engine->arena, &engine->path_memory, path, known));
    }
    known->shows += !hides;
    known->hides += hides;
    return OK;
}

enum err path_memory_learn(struct subject *subject) {
    const struct controls *controls = &subject->controls;
    bool hides = sample_served(&controls->valid) && controls->anonymous.status == 404;
    bool shows = sample_past(&controls->valid) && sample_refused(&controls->anonymous);
    struct span path = subject->operation->path;
    if (!hides && !shows) {
        return OK;
    }
    do {
        TRY(count(subject->engine, path, hides));
    } while (go_up(&path));
    return OK;
}
