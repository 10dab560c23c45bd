/* SPDX-License-Identifier: Apache-2.0 */
/* A map from spans to pointers, safe against chosen keys (SipHash with a random key). */
#ifndef POSTERN_BASE_MAP_H
#define POSTERN_BASE_MAP_H

#include "base/arena.h"
#include "base/err.h"

struct map_entry {
    struct span key;
    void *value; /* NULL: free slot */
    uint64_t hash;
};

/* Zero is the empty map. Keys and entries belong to the arena given to map_put. */
struct map {
    struct map_entry *slots;
    size_t n, room;
    uint64_t seed[2];
};

/* Sets key to value (not NULL), replacing what was there. The key is not copied. */
NODISCARD enum err map_put(struct arena *arena, struct map *map, struct span key, void *value);

/* The value of key, or NULL. */
void *map_get(const struct map *map, struct span key);

/* SipHash-2-4 of data with a 128-bit key (Aumasson and Bernstein, 2012). */
uint64_t map_hash(const uint64_t key[2], struct span data);

#endif
