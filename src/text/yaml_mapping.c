/* SPDX-License-Identifier: Apache-2.0 */
/* Mappings: repeated names are told, merge keys spelled out. */
#include "text/member_set.h"
#include "text/yaml_build.h"

/* A mapping under construction. */
struct mapping {
    struct node *object;
    struct node *first, **tail;
    struct member_set names;
    VEC(const struct node *) merges; /* the values of << */
};

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
        return yaml_build_scalar(b, event, node, name);
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

static enum err add_member(struct yaml_builder *b, struct mapping *m, struct node *member,
                           bool merged) {
    const struct node *before = NULL;
    TRY(member_set_add(b->arena, &m->names, member, &before));
    if (before && merged) {
        return OK;
    }
    if (before) {
        struct place place = {
            .file = b->options.file, .line = member->line, .column = member->column};
        diag_add(b->diag, DIAG_WARNING, place, "the key \"%.*s\" stands on line %u already",
                 SPAN_ARG(node_key(member)), before->line);
    }
    *m->tail = member;
    m->tail = &member->next;
    m->object->len++;
    return OK;
}

static bool is_merge(const yaml_event_t *event) {
    return event->type == YAML_SCALAR_EVENT && event->data.scalar.plain_implicit &&
           event->data.scalar.length == 2 && memcmp(event->data.scalar.value, "<<", 2) == 0;
}

/* Reads the value that belongs to a key, and keeps both. */
static enum err read_member(struct yaml_builder *b, struct mapping *m, const yaml_event_t *key) {
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
    if (is_merge(key)) {
        return vec_push(b->arena, &m->merges, member) ? OK : ERR_MEMORY;
    }
    return add_member(b, m, member, false);
}

/* What a mapping's own keys do not say, another one gives. */
static enum err merge_mapping(struct yaml_builder *b, struct mapping *m, const struct node *from) {
    NODE_EACH(given, from) {
        struct node *member = arena_new(b->arena, struct node);
        TRY_PTR(member);
        *member = *given;
        member->next = NULL;
        member->aliased = given->aliased || from->aliased; /* else it stands only here */
        TRY(add_member(b, m, member, true));
    }
    return OK;
}

static enum err merge_failed(struct yaml_builder *b, const struct node *value) {
    yaml_mark_t mark = {.line = value->line - 1, .column = value->column - 1};
    return yaml_fail(b, ERR_SYNTAX, mark, "<< needs a mapping or a list of mappings");
}

static enum err merge_value(struct yaml_builder *b, struct mapping *m, const struct node *value) {
    if (node_is(value, NODE_OBJECT)) {
        return merge_mapping(b, m, value);
    }
    if (!node_is(value, NODE_ARRAY)) {
        return merge_failed(b, value);
    }
    NODE_EACH(item, value) {
        if (!node_is(item, NODE_OBJECT)) {
            return merge_failed(b, item);
        }
        TRY(merge_mapping(b, m, item));
    }
    return OK;
}

enum err yaml_build_mapping(struct yaml_builder *b, const yaml_event_t *start,
                            struct node *object) {
    struct yaml_anchor *anchor = NULL;
    struct mapping m = {.object = object};
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
    for (size_t i = 0; i < m.merges.n; i++) {
        TRY(merge_value(b, &m, m.merges.at[i]));
    }
    object->kind = NODE_OBJECT;
    object->child = m.first;
    yaml_close_anchor(b, anchor);
    b->depth++;
    return OK;
}
