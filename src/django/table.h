/* SPDX-License-Identifier: Apache-2.0 */
/* Names and what they are bound to, in the order of binding; cheap for few, quick for many. */
#ifndef POSTERN_DJANGO_TABLE_H
#define POSTERN_DJANGO_TABLE_H

#include "base/err.h"
#include "base/map.h"
#include "base/vec.h"

struct value;

struct slot {
    struct span name;
    const struct value *value; /* NULL: not bound (any more) */
    uint32_t stamp;            /* the interpreter's own mark */
    bool maybe;                /* bound only under a condition that is not known */
};

/* Start with the arena alone. Slots stay where they are. */
struct table {
    struct arena *arena;
    VEC(struct slot *) slots;
    uint64_t marks;   /* a bit for each name: what has none here is not there */
    struct map *many; /* all of them, once they are more than a few; or NULL */
};

/* The slot of a name, bound or not; NULL: never was. */
struct slot *table_find(const struct table *table, struct span name);

/* The same, made if need be; NULL without memory. */
struct slot *table_slot(struct table *table, struct span name);

#endif
