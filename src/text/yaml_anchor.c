/* SPDX-License-Identifier: Apache-2.0 */
/* Anchors and aliases: what an alias stands for is counted, so that a tree cannot explode. */
#include "text/yaml_anchor.h"

enum err yaml_open_anchor(struct yaml_builder *b, const yaml_char_t *name, const struct node *node,
                          struct yaml_anchor **out) {
    if (!name) {
        return OK;
    }
    struct span key = arena_dup(b->arena, span_from((const char *)name));
    struct yaml_anchor *anchor = arena_new(b->arena, struct yaml_anchor);
    TRY_PTR(key.ptr);
    TRY_PTR(anchor);
    *anchor = (struct yaml_anchor){.node = node, .nodes = b->nodes, .open = true};
    *out = anchor;
    return map_put(b->arena, &b->anchors, key, anchor);
}

void yaml_close_anchor(const struct yaml_builder *b, struct yaml_anchor *anchor) {
    if (anchor) {
        anchor->open = false;
        anchor->nodes = b->nodes - anchor->nodes + 1;
    }
}

enum err yaml_find_anchor(struct yaml_builder *b, const yaml_event_t *event,
                          const struct yaml_anchor **out) {
    const struct yaml_anchor *anchor =
        map_get(&b->anchors, span_from((const char *)event->data.alias.anchor));
    if (!anchor) {
        return yaml_fail(b, ERR_SYNTAX, event->start_mark, "the alias has no anchor before it");
    }
    if (anchor->open) {
        return yaml_fail(b, ERR_SYNTAX, event->start_mark,
                         "the alias stands within its own anchor");
    }
    if (anchor->nodes > b->options.alias_nodes - b->alias_nodes) {
        return yaml_fail(b, ERR_LIMIT, event->start_mark, "aliases stand for too many nodes");
    }
    b->alias_nodes += anchor->nodes;
    *out = anchor;
    return yaml_count_nodes(b, anchor->nodes - 1, event->start_mark);
}
