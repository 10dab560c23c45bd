/* SPDX-License-Identifier: Apache-2.0 */
/* A node together with where it stands; its JSON pointer is written only when asked for. */
#ifndef POSTERN_CONTRACT_SPOT_H
#define POSTERN_CONTRACT_SPOT_H

#include "text/tree.h"

struct spot {
    const struct spot *parent; /* on the caller's stack; NULL: base is the pointer */
    const struct node *node;   /* NULL: nothing stands there */
    struct span file, base;
    size_t index; /* position among the parent's elements */
};

/* The member of that name; its node is NULL when there is none. The spot refers to its parent. */
struct spot spot_get(const struct spot *object, struct span key);

/* A child at hand, and its position when the parent is an array. */
struct spot spot_child(const struct spot *parent, const struct node *child, size_t index);

/* File, line, column and pointer (written into the arena). */
struct place spot_place(struct arena *arena, const struct spot *spot);

#define SPOT_EACH(item, parent)                                                             \
    for (struct spot item = spot_child((parent), node_first((parent)->node), 0); item.node; \
         item = spot_child((parent), item.node->next, item.index + 1))

#endif
