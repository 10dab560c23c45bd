/* SPDX-License-Identifier: Apache-2.0 */
/* Bringing rules together. */
#include "catalog/registry.h"

#include "base/mutant.h"

enum err registry_add(struct arena *arena, struct registry *registry, const struct rule *rule) {
    struct span id = span_from(rule->id);
    if (registry_find(registry, id) && !MUTANT(id_twice)) {
        return ERR_INVALID;
    }
    if (!vec_push(arena, &registry->all, rule)) {
        return ERR_MEMORY;
    }
    /* A map's values may be changed, a rule may not: what it keeps is where the rule stands. */
    return map_put(arena, &registry->by_id, id, (void *)(uintptr_t)rule);
}

const struct rule *registry_find(const struct registry *registry, struct span id) {
    return map_get(&registry->by_id, id);
}
