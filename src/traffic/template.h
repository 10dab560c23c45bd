/* SPDX-License-Identifier: Apache-2.0 */
/* Paths that were recorded, as a tree whose branches become templates. */
#ifndef POSTERN_TRAFFIC_TEMPLATE_H
#define POSTERN_TRAFFIC_TEMPLATE_H

#include "traffic/shape.h"
#include "traffic/traffic.h"

/* What was recorded of one method at one place. */
struct template_method {
    struct span method;
    VEC(const struct traffic_request *) samples;
};

struct template {
    struct span text;       /* the segment; of a variable, the first value */
    struct template *above; /* NULL: the root */
    bool variable;
    struct shape values; /* of a variable */
    VEC(struct template *) below;
    VEC(struct template_method) methods;
    struct span path; /* with the placeholders' names: template_name fills it in */
};

/* Adds a request. root: zero to start with. Errors: ERR_MEMORY. */
NODISCARD enum err template_add(struct arena *arena, struct template *root,
                                const struct traffic_request *request);

/* Joins branches that are one of many, though their texts do not tell: below a collection, answered
 * alike. Then fills the paths in. Errors: ERR_MEMORY. */
NODISCARD enum err template_join(struct arena *arena, struct template *root);

/* The name of a placeholder, as it stands in the path. {NULL, 0} without memory. */
struct span template_name(struct arena *arena, const struct template *at);

#endif
