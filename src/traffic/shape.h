/* SPDX-License-Identifier: Apache-2.0 */
/* The shape of recorded values: a schema that all of them fit, and no value of them. */
#ifndef POSTERN_TRAFFIC_SHAPE_H
#define POSTERN_TRAFFIC_SHAPE_H

#include "base/map.h"
#include "base/vec.h"
#include "text/json.h"

struct shape;

struct shape_member {
    struct span name;
    struct shape *shape;
    size_t n; /* objects that have it */
};

/* Zero is the shape of nothing yet. */
struct shape {
    size_t nulls, truths, integers, numbers, texts, arrays, objects;
    size_t formats[5]; /* texts of each, as shape.c lists them */
    struct shape *items;
    struct map by_name; /* struct shape_member */
    VEC(struct shape_member *) members;
    bool open; /* names are values themselves: a map by ids, or too many */
};

/* Adds a value. Names that look like values are not kept. Errors: ERR_MEMORY. */
NODISCARD enum err shape_add(struct arena *arena, struct shape *shape, const struct node *value);

/* The same of a text that may stand for a number, in a path, a query or a form. Errors: as above.
 */
NODISCARD enum err shape_add_text(struct arena *arena, struct shape *shape, struct span text);

/* A member of an object; NULL where it is not kept. Errors: ERR_MEMORY. */
NODISCARD enum err shape_member(struct arena *arena, struct shape *shape, struct span name,
                                struct shape_member **out);

/* Writes it as a JSON Schema. name: of the member that it is of, or empty. */
void shape_write(struct json_writer *w, const struct shape *shape, struct span name);

/* A name that somebody chose for all objects: no id, no address, no key. */
bool shape_is_name(struct span name);

#endif
