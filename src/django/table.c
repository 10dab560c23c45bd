/* SPDX-License-Identifier: Apache-2.0 */
/* A list that gets an index when it grows long. */
#include "django/table.h"

enum { FEW = 12 };

/* One of 64 bits, by a few of its bytes: most of what is asked for is not there. */
static uint64_t mark_of(struct span name) {
    size_t len = name.len;
    unsigned some = len ? (unsigned char)name.ptr[0] * 5U + (unsigned char)name.ptr[len / 2] * 3U +
                              (unsigned char)name.ptr[len - 1]
                        : 0;
    return (uint64_t)1 << ((some + len * 7) & 63);
}

struct slot *table_find(const struct table *table, struct span name) {
    if (!(table->marks & mark_of(name))) {
        return NULL;
    }
    if (table->many) {
        return map_get(table->many, name);
    }
    for (size_t i = 0; i < table->slots.n; i++) {
        struct slot *slot = table->slots.at[i];
        if (slot->name.len == name.len && span_equal(slot->name, name)) {
            return slot;
        }
    }
    return NULL;
}

static bool index_all(struct table *table) {
    table->many = arena_new(table->arena, struct map);
    if (!table->many) {
        return false;
    }
    for (size_t i = 0; i < table->slots.n; i++) {
        if (map_put(table->arena, table->many, table->slots.at[i]->name, table->slots.at[i]) !=
            OK) {
            return false;
        }
    }
    return true;
}

struct slot *table_slot(struct table *table, struct span name) {
    struct slot *slot = table_find(table, name);
    if (slot) {
        return slot;
    }
    slot = arena_new(table->arena, struct slot);
    if (!slot || !vec_push(table->arena, &table->slots, slot)) {
        return NULL;
    }
    slot->name = name;
    table->marks |= mark_of(name);
    if (table->many) {
        return map_put(table->arena, table->many, name, slot) == OK ? slot : NULL;
    }
    return table->slots.n <= FEW || index_all(table) ? slot : NULL;
}
