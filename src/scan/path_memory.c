/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence of a path counts for every folder above it. */
#include "scan/path_memory.h"

#include "base/mutant.h"
#include "scan/status.h"
#include "text/uri.h"

struct evidence_of_path {
    /* counted for a path and for every folder above it */
    unsigned shows, hides;
    unsigned first;    /* refused a made-up credential for what is not even there; */
    unsigned lookups;  /* told it that nothing is there; */
    unsigned doubts;   /* or told everybody so */
    unsigned asking;   /* of the first, those that write */
    unsigned early;    /* or before it looked at a body that cannot succeed, */
    unsigned unparsed; /* of these, at one that cannot be parsed; */
    /* for the path alone */
    unsigned open, shut;
};

enum { FEW_ASK = 3 }; /* so many operations show in which order the API asks */

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
        if (known && (known->shows || known->hides)) {
            return known->hides == 0;
        }
    } while (go_up(&path));
    return false;
}

/* A collection is named with a slash at its end, or without. */
static const struct evidence_of_path *find(const struct path_memory *memory, struct span path) {
    const struct evidence_of_path *known = map_get(&memory->by_path, path);
    bool told = known && (known->open || known->shut);
    known = told ? known : map_get(&memory->by_path, uri_without_slash(path));
    return known && (known->open || known->shut) ? known : NULL;
}

struct span path_memory_collection(struct span path) {
    struct span last = uri_last_segment(path);
    bool item = last.len && last.ptr[0] == '{';
    return item && go_up(&path) ? path : (struct span){NULL, 0};
}

bool path_memory_kin_open(const struct path_memory *memory, struct span path) {
    const struct evidence_of_path *known = find(memory, path);
    struct span collection = path_memory_collection(path);
    known = known || !collection.ptr ? known : find(memory, collection);
    const struct evidence_of_path *all = map_get(&memory->by_path, SPAN("/"));
    bool early = all && all->first + all->early >= FEW_ASK;
    return known && known->open && !known->shut && (early || MUTANT(kin_suffices));
}

bool path_memory_parses_last(const struct path_memory *memory) {
    const struct evidence_of_path *all = map_get(&memory->by_path, SPAN("/"));
    return all && all->unparsed >= FEW_ASK;
}

/* Where one looks first, or more of them do perhaps than do not, it is how they are written. The
 * one that is asked for is among the doubts. A write beside it that asks first breaks the habit:
 * then it takes more of them. */
static bool habit(const struct evidence_of_path *known) {
    bool broken = known->asking && !MUTANT(habit_unbroken);
    unsigned few = broken ? 2 * known->first : known->first;
    return known->lookups || (known->first && known->doubts > few);
}

bool path_memory_asks_first(const struct path_memory *memory, struct span path, struct span within,
                            struct span nest) {
    enum { ENOUGH = 3 };
    bool open = path_memory_kin_open(memory, path), first = false;
    const struct evidence_of_path *around = map_get(&memory->by_path, nest);
    if (!open && around && around->doubts > 1 && !MUTANT(nests_unlooked)) {
        return false; /* who has a right to what is below an object is often told by what is there
                       */
    }
    do {
        const struct evidence_of_path *known = map_get(&memory->by_path, path);
        if (known && (known->hides || (!open && habit(known) && !MUTANT(habit_unseen)))) {
            return false;
        }
        first = known && known->first >= ENOUGH;
    } while (!first && go_up(&path) && path.len >= within.len);
    return first;
}

static enum err evidence_of(struct path_memory *memory, struct span path,
                            struct evidence_of_path **out) {
    *out = map_get(&memory->by_path, path);
    if (*out) {
        return OK;
    }
    *out = arena_new(memory->arena, struct evidence_of_path);
    TRY_PTR(*out);
    return map_put(memory->arena, &memory->by_path, path, *out);
}

static enum err count(struct path_memory *memory, struct span path,
                      const struct evidence_of_path *seen) {
    struct evidence_of_path *known;
    TRY(evidence_of(memory, path, &known));
    known->shows += seen->shows;
    known->hides += seen->hides;
    known->first += seen->first;
    known->lookups += seen->lookups;
    known->doubts += seen->doubts;
    known->asking += seen->asking;
    known->early += seen->early;
    known->unparsed += seen->unparsed;
    return OK;
}

static enum err count_upwards(struct path_memory *memory, struct span path, struct span within,
                              const struct evidence_of_path *seen) {
    do {
        TRY(count(memory, path, seen));
    } while (go_up(&path) && path.len >= within.len);
    return OK;
}

enum err path_memory_learn_order(struct path_memory *memory, struct span path,
                                 enum path_order order, bool write, struct span within) {
    const struct evidence_of_path seen = {
        .first = order == PATH_ASKS_FIRST,
        .asking = order == PATH_ASKS_FIRST && write,
        .lookups = order == PATH_LOOKS_FIRST,
        .doubts = order == PATH_IN_DOUBT,
    };
    return count_upwards(memory, path, seen.first ? SPAN("") : within, &seen);
}

/* Who hides behind the router's own word hides nothing that an operation says in words of its own.
 */
static bool as_nowhere(const struct controls *controls) {
    static const struct volatility none = {.differing = 0};
    return controls->nowhere.wire == WIRE_OK && controls->nowhere.status == 404 &&
           sample_compare(&controls->anonymous, &controls->nowhere, &none) == LIKE_SAME;
}

enum err path_memory_learn(struct path_memory *memory, struct span path,
                           const struct controls *controls) {
    bool hides = sample_served(&controls->valid) && controls->anonymous.status == 404;
    bool shows = sample_past(&controls->valid) && sample_refused(&controls->anonymous);
    if ((!hides && !shows) || (hides && as_nowhere(controls) && !MUTANT(routers_word_hides))) {
        return OK;
    }
    int status = controls->valid.status;
    bool both = shows && sample_refused(&controls->garbage);
    struct evidence_of_path seen = {
        .shows = shows,
        .hides = hides,
        .early = both && controls->write && status_blames_body(status),
    };
    seen.unparsed = seen.early && controls->unparsable;
    return count_upwards(memory, path, SPAN(""), &seen);
}

enum err path_memory_learn_gate(struct path_memory *memory, struct span path,
                                const struct controls *controls, const struct gate_ruling *gate) {
    bool served = gate->gate == GATE_OPEN && !gate->likely && sample_served(&controls->valid) &&
                  sample_served(&controls->anonymous) && sample_served(&controls->garbage);
    bool shut = gate->gate == GATE_ENFORCED || gate->anonymous.verdict == VERDICT_DENIED;
    if (!served && !shut) {
        return OK;
    }
    struct evidence_of_path *known;
    struct evidence_of_path seen = {.early = gate->gate == GATE_ENFORCED && gate->by_lacking};
    TRY(seen.early ? count_upwards(memory, path, SPAN(""), &seen) : OK);
    TRY(evidence_of(memory, path, &known));
    known->open += served;
    known->shut += shut;
    return OK;
}
