/* SPDX-License-Identifier: Apache-2.0 */
/* Sets of eight places, a power of two of them; a tag's low bits choose its set. */
#include "guard/limits/tally.h"

#include "base/mutant.h"

#include <stdlib.h>

enum { WAYS = 8 };

struct place {
    uint64_t tag, until_ns;
};

struct tally {
    size_t sets;
    struct place at[];
};

enum err tally_new(size_t tags, struct tally **out) {
    size_t sets = 1;
    while (sets * WAYS < tags) {
        sets *= 2;
    }
    struct tally *tally = calloc(1, sizeof(*tally) + sets * WAYS * sizeof(struct place));
    *out = tally;
    TRY_PTR(tally);
    tally->sets = sets;
    return OK;
}

void tally_free(struct tally *tally) {
    free(tally);
}

static size_t first_of(const struct tally *tally, uint64_t tag) {
    return (size_t)(tag & (tally->sets - 1)) * WAYS;
}

/* SIZE_MAX: it has no place. */
static size_t find(const struct tally *tally, uint64_t tag) {
    size_t first = first_of(tally, tag);
    for (size_t i = first; i < first + WAYS; i++) {
        if (tally->at[i].tag == tag && tally->at[i].until_ns) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Its own place, or the one that has the least. */
static struct place *place_for(struct tally *tally, uint64_t tag) {
    size_t own = find(tally, tag), least = first_of(tally, tag);
    if (own != SIZE_MAX) {
        return &tally->at[own];
    }
    for (size_t i = least + 1; i < first_of(tally, tag) + WAYS; i++) {
        least = tally->at[i].until_ns < tally->at[least].until_ns ? i : least;
    }
    return &tally->at[MUTANT(evict_any) ? first_of(tally, tag) : least];
}

void tally_soon(const struct tally *tally, uint64_t tag) {
    const char *first = (const char *)&tally->at[first_of(tally, tag)];
    __builtin_prefetch(first);
    __builtin_prefetch(first + sizeof(struct place) * (WAYS / 2));
}

uint64_t tally_until(const struct tally *tally, uint64_t tag) {
    size_t own = find(tally, tag);
    return own == SIZE_MAX ? 0 : tally->at[own].until_ns;
}

void tally_add(struct tally *tally, uint64_t tag, uint64_t now_ns, uint64_t cost_ns) {
    struct place *place = place_for(tally, tag);
    uint64_t from = place->until_ns > now_ns ? place->until_ns : now_ns;
    if (place->tag != tag && MUTANT(flushed_by_flood)) {
        from = now_ns;
    }
    *place = (struct place){tag, from + cost_ns};
}

void tally_take_back(struct tally *tally, uint64_t tag, uint64_t cost_ns) {
    size_t own = find(tally, tag);
    if (own != SIZE_MAX) {
        uint64_t until = tally->at[own].until_ns;
        tally->at[own].until_ns = until > cost_ns ? until - cost_ns : 0;
    }
}

void tally_put(struct tally *tally, uint64_t tag, uint64_t until_ns) {
    if (until_ns || find(tally, tag) != SIZE_MAX) {
        *place_for(tally, tag) = (struct place){tag, until_ns};
    }
}
