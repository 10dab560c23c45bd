/* SPDX-License-Identifier: Apache-2.0 */
/* Spots and their JSON pointers (RFC 6901). */
#include "contract/spot.h"

#include "base/buf.h"

struct spot spot_child(const struct spot *parent, const struct node *child, size_t index) {
    return (struct spot){.parent = parent, .node = child, .file = parent->file, .index = index};
}

struct spot spot_get(const struct spot *object, struct span key) {
    return spot_child(object, node_get(object->node, key), 0);
}

static void add_escaped(struct buf *out, struct span key) {
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '~') {
            buf_text(out, "~0");
        } else if (key.ptr[i] == '/') {
            buf_text(out, "~1");
        } else {
            buf_byte(out, key.ptr[i]);
        }
    }
}

static void add_pointer(struct buf *out, const struct spot *spot) {
    if (!spot->parent) {
        buf_add(out, spot->base);
        return;
    }
    add_pointer(out, spot->parent);
    buf_byte(out, '/');
    if (node_is(spot->parent->node, NODE_ARRAY)) {
        buf_printf(out, "%zu", spot->index);
    } else {
        add_escaped(out, node_key(spot->node));
    }
}

struct place spot_place(struct arena *arena, const struct spot *spot) {
    BUF_SCOPE pointer = {0};
    add_pointer(&pointer, spot);
    return (struct place){.file = spot->file,
                          .line = spot->node ? spot->node->line : 0,
                          .column = spot->node ? spot->node->column : 0,
                          .pointer = arena_dup(arena, buf_span(&pointer))};
}
