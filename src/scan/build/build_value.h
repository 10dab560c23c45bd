/* SPDX-License-Identifier: Apache-2.0 */
/* A value that fits a schema, the same in every run. */
#ifndef POSTERN_SCAN_BUILD_VALUE_H
#define POSTERN_SCAN_BUILD_VALUE_H

#include "scan/build/build_schema.h"

/* The value under way; start with arena and contract, the rest zero. */
struct value_maker {
    struct arena *arena;
    const struct contract *contract;
    const struct known_values *known; /* for members that name objects; NULL: no object is named */
    struct span reason;               /* why there is no value, one sentence */
    size_t nodes;                     /* made so far; bounded */
    size_t variant;                   /* the how-manieth of several different values */
};

/* *out: the value, or NULL and maker->reason when the schema cannot be met. hint: the name of the
 * parameter or property, for strings that say nothing else ("email"). Properties that are read-only
 * are left out; so are optional ones, unless no part of the object says what is required.
 * Errors: ERR_MEMORY. */
NODISCARD enum err value_make(struct value_maker *maker, const struct node *schema,
                              struct span hint, const struct node **out);

/* Nodes to put into trees of one's own; NULL without memory. Text is not copied. */
struct node *value_node(struct arena *arena, enum node_kind kind);
struct node *value_string(struct arena *arena, struct span text);

/* A mapping with the members of both; those of above instead of those of below of the same name.
 * Errors: ERR_MEMORY. */
NODISCARD enum err value_lay_over(struct arena *arena, const struct node *below,
                                  const struct node *above, const struct node **out);

/* A string for the schema: from its format, its pattern, its lengths. */
NODISCARD enum err value_text(struct value_maker *maker, const struct schema_view *view,
                              struct span hint, struct span *out);

/* A number or whole number between the schema's bounds. */
NODISCARD enum err value_digits(struct value_maker *maker, const struct schema_view *view,
                                bool whole, struct span *out);

#endif
