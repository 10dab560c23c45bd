/* SPDX-License-Identifier: Apache-2.0 */
/* Values from events: scalars, aliases, and what holds further values. */
#include "text/yaml_build.h"

#include "text/yaml_anchor.h"
#include "text/yaml_mapping.h"
#include "text/yaml_scalar.h"

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

static enum err build_scalar(struct yaml_builder *b, const yaml_event_t *event, struct node *node,
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

static enum err read_name(struct yaml_builder *b, const yaml_event_t *event, struct span *name) {
    const struct yaml_anchor *anchor = NULL;
    struct node *node = NULL;
    switch ((int)event->type) {
    case YAML_SCALAR_EVENT:
        if (!event->data.scalar.anchor) {
            return yaml_copy_text(b, event, name);
        }
        node = yaml_new_node(b, event->start_mark);
        TRY_PTR(node);
        return build_scalar(b, event, node, name);
    case YAML_ALIAS_EVENT:
        TRY(yaml_find_anchor(b, event, &anchor));
        *name = anchor->spelling;
        if (name->ptr) {
            return OK;
        }
        break;
    default:
        break;
    }
    return yaml_fail(b, ERR_UNSUPPORTED, event->start_mark, "a mapping's key must be a scalar");
}

/* Reads the value that belongs to a key, and keeps both. */
static enum err read_member(struct yaml_builder *b, struct yaml_mapping *m,
                            const yaml_event_t *key) {
    struct span name = {NULL, 0};
    struct node *member = yaml_new_node(b, key->start_mark);
    TRY_PTR(member);
    TRY(read_name(b, key, &name));
    TRY(yaml_count_nodes(b, name.len / YAML_BYTES_A_NODE, key->start_mark));
    if (name.len > NODE_KEY_MOST) {
        return yaml_fail(b, ERR_LIMIT, key->start_mark, "the key is too long");
    }
    member->key = name.ptr;
    member->key_len = (uint32_t)name.len & NODE_KEY_MOST;
    YAML_EVENT_SCOPE event = {0};
    TRY(yaml_next_event(b, &event));
    TRY(yaml_build_value(b, &event, member));
    return yaml_mapping_add(b, m, key, member);
}

static enum err build_mapping(struct yaml_builder *b, const yaml_event_t *start,
                              struct node *object) {
    struct yaml_anchor *anchor = NULL;
    struct yaml_mapping m = {.object = object};
    m.tail = &m.first;
    TRY(yaml_enter(b, start->start_mark));
    TRY(yaml_open_anchor(b, start->data.mapping_start.anchor, object, &anchor));
    object->tagged = start->data.mapping_start.tag != NULL;
    for (;;) {
        YAML_EVENT_SCOPE key = {0};
        TRY(yaml_next_event(b, &key));
        if (key.type == YAML_MAPPING_END_EVENT) {
            break;
        }
        TRY(read_member(b, &m, &key));
    }
    TRY(yaml_mapping_end(b, &m));
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
        return build_scalar(b, event, node, &spelling);
    case YAML_SEQUENCE_START_EVENT:
        return build_sequence(b, event, node);
    case YAML_MAPPING_START_EVENT:
        return build_mapping(b, event, node);
    default:
        return yaml_fail(b, ERR_SYNTAX, event->start_mark, "malformed YAML");
    }
}
