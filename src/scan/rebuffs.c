/* SPDX-License-Identifier: Apache-2.0 */
/* Learning the words by which worthless credentials are turned away. */
#include "scan/rebuffs.h"

#include "base/mutant.h"

enum { MANY = 32 }; /* APIs have two or three; one that answers each time otherwise has none */

static const struct volatility NONE = {.differing = 0};

/* Turned away by an error that is no 401, and is not about what was asked for. */
static bool rebuffed(const struct controls *controls) {
    const struct sample *garbage = &controls->garbage;
    int status = garbage->status;
    return sample_served(&controls->valid) && !sample_fails(&controls->valid) &&
           garbage->wire == WIRE_OK && !garbage->throttled && (status == 400 || status == 422);
}

static struct rebuff *find(const struct rebuffs *rebuffs, const struct sample *sample) {
    VEC_EACH(struct rebuff, known, &rebuffs->all) {
        if (sample_same_error(sample, &known->sample, &NONE)) {
            return known;
        }
    }
    return NULL;
}

static enum err keep(struct rebuffs *rebuffs, struct span path, const struct sample *sample) {
    struct rebuff kept = {.sample = *sample, .path = path};
    kept.sample.location = SPAN("");
    kept.sample.leaves = arena_array(rebuffs->arena, struct leaf, sample->leaf_n);
    TRY_PTR(kept.sample.leaves);
    memcpy(kept.sample.leaves, sample->leaves, sample->leaf_n * sizeof(*sample->leaves));
    return vec_push(rebuffs->arena, &rebuffs->all, kept) ? OK : ERR_MEMORY;
}

enum err rebuffs_learn(struct rebuffs *rebuffs, struct span path, const struct controls *controls) {
    struct rebuff *told = find(rebuffs, &controls->valid);
    if (told) {
        told->of_the_valid = !MUTANT(valid_rebuffed);
    }
    if (!rebuffed(controls)) {
        return OK;
    }
    struct rebuff *known = find(rebuffs, &controls->garbage);
    if (known) {
        known->by_several |= !span_equal(known->path, path);
        return OK;
    }
    /* of what tells nothing, none is like another */
    bool tells = sample_same_error(&controls->garbage, &controls->garbage, &NONE);
    return tells && rebuffs->all.n < MANY ? keep(rebuffs, path, &controls->garbage) : OK;
}

bool rebuffs_know(const struct rebuffs *rebuffs, const struct sample *answer) {
    const struct rebuff *known = answer->wire == WIRE_OK ? find(rebuffs, answer) : NULL;
    return known && known->by_several && !known->of_the_valid && !MUTANT(rebuff_unheard);
}
