/* SPDX-License-Identifier: Apache-2.0 */
/* Values: scalars, sequences, aliases. */
#include "text/yaml_build.h"
#include "text/yaml_scalar.h"

enum err yaml_enter(struct yaml_builder *b, yaml_mark_t mark) {
    if (b->depth == 0) {
        return yaml_fail(b, ERR_LIMIT, mark, "nested too deeply");
    }
    b->depth--;
    return OK;
}

struct node *yaml_new_node(struct yaml_builder *b, yaml_mark_t mark) {
    struct node *node = arena_new(b->arena, struct node);
    if (node) {
        node->line = (uint32_t)mark.line + 1;
        node->column = (uint32_t)mark.column + 1;
    }
    return node;
}

enum err yaml_copy_text(struct yaml_builder *b, const yaml_event_t *event, struct span *out) {
    *out = arena_dup(
        b->arena, (struct span){(const char *)event->data.scalar.value, event->data.scalar.length});
    return out->ptr ? OK : ERR_MEMORY;
}

static enum err build_alias(struct yaml_builder *b, const yaml_event_t *event, struct node *node) {
    const struct yaml_anchor *anchor = NULL;
    TRY(yaml_find_anchor(b, event, &anchor));
    node->kind = anchor->node->kind;
    node->len = anchor->node->len;
    node->child = anchor->node->child; /* or the text: the same place */
    node->tagged = anchor->node->tagged;
    node->aliased = 1;
    return OK;
}

static bool is_plain(const yaml_event_t *event) {
    static const char core[] = "tag:yaml.org,2002:";
    const char *tag = (const char *)event->data.scalar.tag;
    if (!tag) {
        return event->data.scalar.plain_implicit;
    }
    return strncmp(tag, core, sizeof(core) - 1) == 0 &&
           (strcmp(tag + sizeof(core) - 1, "int") == 0 ||
            strcmp(tag + sizeof(core) - 1, "float") == 0 ||
            strcmp(tag + sizeof(core) - 1, "bool") == 0 ||
            strcmp(tag + sizeof(core) - 1, "null") == 0);
}

enum err yaml_build_scalar(struct yaml_builder *b, const yaml_event_t *event, struct node *node,
                           struct span *spelling) {
    struct yaml_anchor *anchor = NULL;
    TRY(yaml_open_anchor(b, event->data.scalar.anchor, node, &anchor));
    TRY(yaml_copy_text(b, event, spelling));
    TRY(yaml_count_nodes(b, spelling->len / YAML_BYTES_A_NODE, event->start_mark));
    node->tagged = event->data.scalar.tag != NULL;
    if (is_plain(event)) {
        TRY(yaml_scalar_resolve(b->arena, *spelling, node));
    } else {
        node->kind = NODE_STRING;
        node->text = spelling->ptr;
        node->len = (uint32_t)spelling->len;
    }
    if (anchor) {
        anchor->spelling = *spelling;
    }
    yaml_close_anchor(b, anchor);
    return OK;
}

static enum err build_sequence(struct yaml_builder *b, const yaml_event_t *start,
                               struct node *array) {
    struct yaml_anchor *anchor = NULL;
    struct node *first = NULL, **tail = &first;
    TRY(yaml_enter(b, start->start_mark));
    TRY(yaml_open_anchor(b, start->data.sequence_start.anchor, array, &anchor));
    array->tagged = start->data.sequence_start.tag != NULL;
    for (;;) {
        YAML_EVENT_SCOPE event = {0};
        TRY(yaml_next_event(b, &event));
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            break;
        }
        struct node *item = yaml_new_node(b, event.start_mark);
        TRY_PTR(item);
        TRY(yaml_build_value(b, &event, item));
        *tail = item;
        tail = &item->next;
        array->len++;
    }
    array->kind = NODE_ARRAY;
    array->child = first;
    yaml_close_anchor(b, anchor);
    b->depth++;
    return OK;
}

enum err yaml_build_value(struct yaml_builder *b, const yaml_event_t *event, struct node *node) {
    struct span spelling;
    TRY(yaml_count_nodes(b, 1, event->start_mark));
    switch ((int)event->type) {
    case YAML_ALIAS_EVENT:
        return build_alias(b, event, node);
    case YAML_SCALAR_EVENT:
        return yaml_build_scalar(b, event, node, &spelling);
    case YAML_SEQUENCE_START_EVENT:
        return build_sequence(b, event, node);
    case YAML_MAPPING_START_EVENT:
        return yaml_build_mapping(b, event, node);
    default:
        return yaml_fail(b, ERR_SYNTAX, event->start_mark, "malformed YAML");
    }
}
