/* SPDX-License-Identifier: Apache-2.0 */
/* A short list that turns into a map. */
#include "text/member_set.h"

static const struct node *among_few(const struct member_set *set, struct span key) {
    for (size_t i = 0; i < set->n; i++) {
        const struct node *one = set->few[i];
        if (span_equal(node_key(one), key)) {
            return one;
        }
    }
    return NULL;
}

static enum err move_to_map(struct arena *arena, struct member_set *set) {
    for (size_t i = 0; i < MEMBER_SET_FEW; i++) {
        TRY(map_put(arena, &set->many, node_key(set->few[i]), (void *)(uintptr_t)set->few[i]));
    }
    return OK;
}

enum err member_set_add(struct arena *arena, struct member_set *set, const struct node *member,
                        const struct node **before) {
    if (set->n < MEMBER_SET_FEW) {
        *before = among_few(set, node_key(member));
        if (!*before) {
            set->few[set->n++] = member;
        }
        return OK;
    }
    if (set->many.n == 0) {
        TRY(move_to_map(arena, set));
    }
    *before = map_get(&set->many, node_key(member));
    return *before ? OK : map_put(arena, &set->many, node_key(member), (void *)(uintptr_t)member);
}
