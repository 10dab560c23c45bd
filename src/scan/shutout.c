/* SPDX-License-Identifier: Apache-2.0 */
/* Telling walls from an API's own refusals, by when they came up. */
#include "scan/shutout.h"

#include "base/mutant.h"

enum { MET_MOST = 64 };

/* Pages of a wall share half of their words at least: the rest is an incident's number. */
static const struct volatility PAGES = {.differing = 50};

static size_t find(const struct shutout *shutout, const struct sample *sample) {
    for (size_t i = 0; i < shutout->met.n; i++) {
        if (sample_same_refusal(sample, &shutout->met.at[i].sample, &PAGES)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static enum err keep(struct arena *arena, const struct sample *sample, struct sample *out) {
    *out = *sample;
    out->location = arena_dup(arena, sample->location);
    out->leaves = arena_array(arena, struct leaf, sample->leaf_n);
    if (!out->location.ptr || !out->leaves) {
        return ERR_MEMORY;
    }
    if (sample->leaf_n) {
        memcpy(out->leaves, sample->leaves, sample->leaf_n * sizeof(*sample->leaves));
    }
    return OK;
}

/* Where the refusal stands among those that were met, which it joins; SIZE_MAX: they are too many.
 */
static enum err meet(struct shutout *shutout, const struct sample *sample, size_t *out) {
    *out = find(shutout, sample);
    if (*out != SIZE_MAX || shutout->met.n == MET_MOST) {
        return OK;
    }
    struct met_refusal *met = vec_add(shutout->arena, &shutout->met);
    TRY_PTR(met);
    *out = shutout->met.n - 1;
    return keep(shutout->arena, sample, &met->sample);
}

struct refused_operation *shutout_first(const struct shutout *shutout,
                                        const struct planned *planned) {
    size_t place = planned->index < shutout->places.n ? shutout->places.at[planned->index] : 0;
    return place ? &shutout->operations.at[place - 1] : NULL;
}

/* The last of the operations, which is the planned one, can be found. */
static enum err keep_place(struct shutout *shutout, const struct planned *planned) {
    while (shutout->places.n <= planned->index) {
        if (!vec_push(shutout->arena, &shutout->places, 0)) {
            return ERR_MEMORY;
        }
    }
    shutout->places.at[planned->index] = shutout->operations.n;
    return OK;
}

/* Most refusals of an API are one of a few, byte for byte. */
static enum err keep_first(const struct shutout *shutout, const struct sample *sample, size_t met,
                           struct sample *out) {
    const struct sample *same = met == SIZE_MAX ? NULL : &shutout->met.at[met].sample;
    if (same && same->hash == sample->hash) {
        *out = *same;
        return OK;
    }
    return keep(shutout->arena, sample, out);
}

enum err shutout_note(struct shutout *shutout, const struct planned *planned,
                      const struct sample *const who[static SHUTOUT_WHO]) {
    struct refused_operation *operation = shutout_first(shutout, planned);
    bool known = operation != NULL;
    operation = known ? operation : vec_add(shutout->arena, &shutout->operations);
    TRY_PTR(operation);
    TRY(known ? OK : keep_place(shutout, planned));
    operation->planned = planned;
    operation->sound = false;
    for (size_t i = 0; i < SHUTOUT_WHO; i++) {
        operation->met[i] = SIZE_MAX;
        if (who[i]->wire != WIRE_UNSENT) {
            TRY(meet(shutout, who[i], &operation->met[i]));
        }
        if (!known) {
            TRY(keep_first(shutout, who[i], operation->met[i], &operation->first[i]));
        }
    }
    return OK;
}

enum err shutout_changed(struct shutout *shutout, const struct sample *before,
                         const struct sample *after) {
    size_t was, is;
    TRY(meet(shutout, before, &was));
    TRY(meet(shutout, after, &is));
    if (was < is && is != SIZE_MAX && !MUTANT(wall_unseen)) {
        shutout->met.at[is].wall = true;
    }
    return OK;
}

bool shutout_is_wall(const struct shutout *shutout, const struct sample *sample) {
    size_t met = find(shutout, sample);
    return met != SIZE_MAX && shutout->met.at[met].wall;
}

bool shutout_deceived(const struct shutout *shutout, const struct refused_operation *operation) {
    bool wall = false;
    for (size_t i = 0; i < SHUTOUT_WHO; i++) {
        wall |= operation->met[i] != SIZE_MAX && shutout->met.at[operation->met[i]].wall;
    }
    return operation->sound && wall;
}
