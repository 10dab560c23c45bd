/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing with linear probing, at most half full. */
#include "base/map.h"

#include <assert.h>
#include <sys/random.h>

static uint64_t rotate(uint64_t x, int bits) {
    return (x << bits) | (x >> (64 - bits));
}

static void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

/* Up to eight bytes, the first one lowest, whatever this machine's order is. */
static uint64_t read_word(const char *at, size_t len) {
    unsigned char bytes[8] = {0};
    memcpy(bytes, at, len);
    uint64_t word = 0;
    for (int i = 0; i < 8; i++) {
        word |= (uint64_t)bytes[i] << (8 * i); /* one load, where the order is ours */
    }
    return word;
}

uint64_t map_hash(const uint64_t key[2], struct span data) {
    uint64_t v[4] = {key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
                     key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
    size_t whole = data.len & ~(size_t)7;
    for (size_t i = 0; i < whole; i += 8) {
        uint64_t word = read_word(data.ptr + i, 8);
        v[3] ^= word;
        sip_round(v);
        sip_round(v);
        v[0] ^= word;
    }
    uint64_t word = data.len & 7 ? read_word(data.ptr + whole, data.len & 7) : 0;
    word |= (uint64_t)data.len << 56;
    v[3] ^= word;
    sip_round(v);
    sip_round(v);
    v[0] ^= word;
    v[2] ^= 0xff;
    for (int i = 0; i < 4; i++) {
        sip_round(v);
    }
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

static struct map_entry *slot_of(const struct map *map, struct span key, uint64_t hash) {
    size_t at = hash & (map->room - 1);
    while (map->slots[at].value &&
           (map->slots[at].hash != hash || !span_equal(map->slots[at].key, key))) {
        at = (at + 1) & (map->room - 1);
    }
    return &map->slots[at];
}

static enum err grow(struct arena *arena, struct map *map) {
    struct map larger = *map;
    if (map->room == 0 && getrandom(larger.seed, sizeof(larger.seed), 0) < 0) {
        return ERR_IO;
    }
    larger.room = map->room ? map->room * 2 : 16;
    larger.slots = arena_array(arena, struct map_entry, larger.room);
    TRY_PTR(larger.slots);
    for (size_t i = 0; i < map->room; i++) {
        const struct map_entry *old = &map->slots[i];
        if (old->value) {
            *slot_of(&larger, old->key, old->hash) = *old;
        }
    }
    *map = larger;
    return OK;
}

enum err map_put(struct arena *arena, struct map *map, struct span key, void *value) {
    assert(value);
    if (map->n * 2 >= map->room) {
        TRY(grow(arena, map));
    }
    uint64_t hash = map_hash(map->seed, key);
    struct map_entry *slot = slot_of(map, key, hash);
    map->n += slot->value == NULL;
    *slot = (struct map_entry){key, value, hash};
    return OK;
}

void *map_get(const struct map *map, struct span key) {
    return map->room ? slot_of(map, key, map_hash(map->seed, key))->value : NULL;
}
