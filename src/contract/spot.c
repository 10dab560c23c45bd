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
    size_t start = 0;
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '~' || key.ptr[i] == '/') {
            buf_add(out, span_slice(key, start, i - start));
            buf_add(out, key.ptr[i] == '~' ? SPAN("~0") : SPAN("~1"));
            start = i + 1;
        }
    }
    buf_add(out, span_from_index(key, start));
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
