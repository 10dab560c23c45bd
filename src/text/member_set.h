/* SPDX-License-Identifier: Apache-2.0 */
/* The members that an object has so far, to see a repeated name; cheap for the usual few. */
#ifndef POSTERN_TEXT_MEMBER_SET_H
#define POSTERN_TEXT_MEMBER_SET_H

#include "base/map.h"
#include "text/tree.h"

enum { MEMBER_SET_FEW = 16 };

/* Zero is the empty set. */
struct member_set {
    const struct node *few[MEMBER_SET_FEW]; /* compared one by one */
    size_t n;
    struct map many; /* all of them, once they are more than few */
};

/* Adds a member. *before: the one of the same name that the set has, which stays; else NULL.
 * Errors: ERR_MEMORY, ERR_IO (no random bytes for the map). */
NODISCARD enum err member_set_add(struct arena *arena, struct member_set *set,
                                  const struct node *member, const struct node **before);

#endif
