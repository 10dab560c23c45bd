/* SPDX-License-Identifier: Apache-2.0 */
/* An index of path templates: which methods a template has, and which template a path is of. */
#ifndef POSTERN_ROUTES_ROUTES_H
#define POSTERN_ROUTES_ROUTES_H

#include "base/map.h"
#include "base/vec.h"

enum { ROUTES_DEPTH = 256 }; /* segments of a template or path that can be looked up */

struct route_method {
    struct span name;
    const void *what; /* the caller's, not NULL */
};

/* A template, together with those that differ from it in the names of placeholders alone. */
struct route {
    struct span template; /* as it was added first */
    VEC(struct route_method) methods;
};

struct route_node;

/* Zero, but for the arena, is the empty index. */
struct routes {
    struct arena *arena;
    struct route_node *root;
    struct map by_template; /* struct route */
    VEC(struct route *) all;
    VEC(struct route_node *) nodes;
    bool sealed;
};

/* Adds a method of a template. A segment may mix text and placeholders ("{from}-{to}.json"); one
 * that is a placeholder for several segments ("{rest+}", "{+rest}", "{rest*}", "{*rest}",
 * "{rest...}",
 * "{rest:path}") stands last. A brace without its partner is text. Nothing is copied: template and
 * method must outlive the index. Errors: ERR_MEMORY. */
NODISCARD enum err routes_add(struct routes *routes, struct span template, struct span method,
                              const void *what);

/* Ends the adding; then paths can be looked up. */
void routes_seal(struct routes *routes);

/* The route of a template, by its text; NULL where it was not added. */
const struct route *routes_at(const struct routes *routes, struct span template);

/* The route of a path (without query): text goes before placeholders, segment by segment from the
 * left, and among segments with placeholders the one with more text. A placeholder stands for at
 * least one byte and no slash. Bytes are compared as they are: decoding, case and a slash at the
 * end are the caller's. NULL: of none, or deeper than ROUTES_DEPTH. */
const struct route *routes_find(const struct routes *routes, struct span path);

/* The same with the slash at the end as it is, or else added or taken away. */
const struct route *routes_find_loosely(const struct routes *routes, struct span path);

/* What was added for that method; NULL where the route, which may be NULL, does not have it. */
const void *route_has(const struct route *route, struct span method);

enum { ROUTE_VARIABLES = 16 };

/* The placeholders of a template and what they stand for in a path. */
struct route_match {
    struct {
        struct span name;   /* without its braces, as it is written */
        struct span before; /* the template in front of it */
        struct span value;  /* not decoded */
    } at[ROUTE_VARIABLES];
    size_t n;
};

/* Lays a path over a template: false when it does not fit. More placeholders than ROUTE_VARIABLES
 * are compared, and not kept. */
bool route_lay_over(struct span template, struct span path, struct route_match *match);

#endif
