/* SPDX-License-Identifier: Apache-2.0 */
/* The registry: all rules of all verbs, each once. Every verb fills it with its own. */
#ifndef POSTERN_CATALOG_REGISTRY_H
#define POSTERN_CATALOG_REGISTRY_H

#include "base/map.h"
#include "base/vec.h"
#include "catalog/rule.h"

/* Zero is the empty one. */
struct registry {
    VEC(const struct rule *) all; /* in the order of filling */
    struct map by_id;
};

/* What a verb does to bring its rules in; such a function is all that cli/ needs to know of them.
 */
typedef enum err registry_fill(struct arena *arena, struct registry *registry);

/* Adds a rule. Errors: ERR_INVALID (its id is there already), ERR_MEMORY. */
NODISCARD enum err registry_add(struct arena *arena, struct registry *registry,
                                const struct rule *rule);

/* The rule of that id, or NULL. */
const struct rule *registry_find(const struct registry *registry, struct span id);

#endif
