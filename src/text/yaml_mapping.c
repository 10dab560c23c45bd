/* SPDX-License-Identifier: Apache-2.0 */
/* The members of a mapping: repeated names are told, merge keys spelled out. */
#include "text/yaml_mapping.h"

static enum err add_member(struct yaml_builder *b, struct yaml_mapping *m, struct node *member,
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

/* What a mapping's own keys do not say, another one gives. */
static enum err merge_mapping(struct yaml_builder *b, struct yaml_mapping *m,
                              const struct node *from) {
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

static enum err merge_value(struct yaml_builder *b, struct yaml_mapping *m,
                            const struct node *value) {
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

static bool is_merge(const yaml_event_t *event) {
    return event->type == YAML_SCALAR_EVENT && event->data.scalar.plain_implicit &&
           event->data.scalar.length == 2 && memcmp(event->data.scalar.value, "<<", 2) == 0;
}

enum err yaml_mapping_add(struct yaml_builder *b, struct yaml_mapping *m, const yaml_event_t *key,
                          struct node *member) {
    if (is_merge(key)) {
        return vec_push(b->arena, &m->merges, member) ? OK : ERR_MEMORY;
    }
    return add_member(b, m, member, false);
}

enum err yaml_mapping_end(struct yaml_builder *b, struct yaml_mapping *m) {
    for (size_t i = 0; i < m->merges.n; i++) {
        TRY(merge_value(b, m, m->merges.at[i]));
    }
    m->object->kind = NODE_OBJECT;
    m->object->child = m->first;
    return OK;
}
