/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence of a path counts for every folder above it. */
#include "scan/path_memory.h"

/* Counted for a path and for every folder above it. */
struct evidence_of_path {
    unsigned shows, hides;
    unsigned first; /* refused a made-up credential for what is not even there */
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
bool path_memory_shows(const struct path_memory *memory, struct span path) {
    do {
        const struct evidence_of_path *known = map_get(&memory->by_path, path);
        if (known) {
            return known->hides == 0;
        }
    } while (go_up(&path));
    return false;
}

bool path_memory_asks_first(const struct path_memory *memory, struct span path) {
    enum { ENOUGH = 3 };
    bool hides = false, first = false;
    do {
        const struct evidence_of_path *known = map_get(&memory->by_path, path);
        hides |= known && known->hides;
        first |= known && known->first >= ENOUGH;
    } while (!first && go_up(&path));
    return first && !hides;
}

static enum err count(struct path_memory *memory, struct span path, bool hides, bool first) {
    struct evidence_of_path *known = map_get(&memory->by_path, path);
    if (!known) {
        known = arena_new(memory->arena, struct evidence_of_path);
        TRY_PTR(known);
        TRY(map_put(memory->arena, &memory->by_path, path, known));
    }
    known->shows += !hides;
    known->hides += hides;
    known->first += first;
    return OK;
}

enum err path_memory_learn(struct path_memory *memory, struct span path,
                           const struct controls *controls) {
    bool hides = sample_served(&controls->valid) && controls->anonymous.status == 404;
    bool shows = sample_past(&controls->valid) && sample_refused(&controls->anonymous);
    if (!hides && !shows) {
        return OK;
    }
    int status = controls->valid.status;
    bool first = shows && sample_refused(&controls->garbage) && (status == 404 || status == 410);
    do {
        TRY(count(memory, path, hides, first));
    } while (go_up(&path));
    return OK;
}
