/* SPDX-License-Identifier: Apache-2.0 */
/* YAML's events to a tree; what aliases stand for is counted, so that it cannot explode. */
#include "text/yaml.h"

#include "base/limits.h"
#include "text/member_set.h"
#include "text/yaml_scalar.h"

#include <yaml.h>

enum {
    MOST_DIRECTIVES = 64, /* the library compares each with all before */
    BYTES_A_NODE = 64     /* a long text counts as several nodes, for aliases repeat it, too */
};

struct anchor {
    const struct node *node;
    struct span spelling; /* of a scalar */
    size_t nodes;         /* all that the node holds, aliases spelled out */
    bool open;            /* its node has not ended: an alias here would be a circle */
};

struct builder {
    yaml_parser_t parser;
    struct arena *arena;
    struct yaml_options options;
    struct diag *diag;
    struct map anchors; /* struct anchor */
    size_t nodes, alias_nodes;
    unsigned depth;
};

#define EVENT_SCOPE __attribute__((cleanup(yaml_event_delete))) yaml_event_t

static enum err fail(struct builder *b, enum err code, yaml_mark_t mark, const char *what) {
    struct place place = {.file = b->options.file,
                          .line = (uint32_t)mark.line + 1,
                          .column = (uint32_t)mark.column + 1};
    diag_add(b->diag, DIAG_ERROR, place, "%s", what);
    return code;
}

static enum err library_failed(struct builder *b) {
    const yaml_parser_t *parser = &b->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return ERR_MEMORY;
    }
    yaml_mark_t mark = parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark;
    return fail(b, ERR_SYNTAX, mark, parser->problem ? parser->problem : "malformed YAML");
}

static enum err next_event(struct builder *b, yaml_event_t *event) {
    return yaml_parser_parse(&b->parser, event) ? OK : library_failed(b);
}

static enum err count_nodes(struct builder *b, size_t more, yaml_mark_t mark) {
    if (more > b->options.nodes - b->nodes) {
        return fail(b, ERR_LIMIT, mark, "too many nodes");
    }
    b->nodes += more;
    return OK;
}

static enum err copy_text(struct builder *b, const yaml_event_t *event, struct span *out) {
    *out = arena_dup(
        b->arena, (struct span){(const char *)event->data.scalar.value, event->data.scalar.length});
    return out->ptr ? OK : ERR_MEMORY;
}

/* Registers an anchor; *out stays NULL when the event has none. */
static enum err open_anchor(struct builder *b, const yaml_char_t *name, const struct node *node,
                            struct anchor **out) {
    if (!name) {
        return OK;
    }
    struct span key = arena_dup(b->arena, span_from((const char *)name));
    struct anchor *anchor = arena_new(b->arena, struct anchor);
    TRY_PTR(key.ptr);
    TRY_PTR(anchor);
    *anchor = (struct anchor){.node = node, .nodes = b->nodes, .open = true};
    *out = anchor;
    return map_put(b->arena, &b->anchors, key, anchor);
}

static void close_anchor(const struct builder *b, struct anchor *anchor) {
    if (anchor) {
        anchor->open = false;
        anchor->nodes = b->nodes - anchor->nodes + 1;
    }
}

static enum err find_anchor(struct builder *b, const yaml_event_t *event,
                            const struct anchor **out) {
    const struct anchor *anchor =
        map_get(&b->anchors, span_from((const char *)event->data.alias.anchor));
    if (!anchor) {
        return fail(b, ERR_SYNTAX, event->start_mark, "the alias has no anchor before it");
    }
    if (anchor->open) {
        return fail(b, ERR_SYNTAX, event->start_mark, "the alias stands within its own anchor");
    }
    if (anchor->nodes > b->options.alias_nodes - b->alias_nodes) {
        return fail(b, ERR_LIMIT, event->start_mark, "aliases stand for too many nodes");
    }
    b->alias_nodes += anchor->nodes;
    *out = anchor;
    return count_nodes(b, anchor->nodes - 1, event->start_mark);
}

static enum err build_alias(struct builder *b, const yaml_event_t *event, struct node *node) {
    const struct anchor *anchor = NULL;
    TRY(find_anchor(b, event, &anchor));
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

static enum err build_scalar(struct builder *b, const yaml_event_t *event, struct node *node,
                             struct span *spelling) {
    struct anchor *anchor = NULL;
    TRY(open_anchor(b, event->data.scalar.anchor, node, &anchor));
    TRY(copy_text(b, event, spelling));
    TRY(count_nodes(b, spelling->len / BYTES_A_NODE, event->start_mark));
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
    close_anchor(b, anchor);
    return OK;
}

static enum err build_value(struct builder *b, const yaml_event_t *event, struct node *node);

static enum err enter(struct builder *b, yaml_mark_t mark) {
    if (b->depth == 0) {
        return fail(b, ERR_LIMIT, mark, "nested too deeply");
    }
    b->depth--;
    return OK;
}

static struct node *new_node(struct builder *b, yaml_mark_t mark) {
    struct node *node = arena_new(b->arena, struct node);
    if (node) {
        node->line = (uint32_t)mark.line + 1;
        node->column = (uint32_t)mark.column + 1;
    }
    return node;
}

static enum err build_sequence(struct builder *b, const yaml_event_t *start, struct node *array) {
    struct anchor *anchor = NULL;
    struct node *first = NULL, **tail = &first;
    TRY(enter(b, start->start_mark));
    TRY(open_anchor(b, start->data.sequence_start.anchor, array, &anchor));
    array->tagged = start->data.sequence_start.tag != NULL;
    for (;;) {
        EVENT_SCOPE event = {0};
        TRY(next_event(b, &event));
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            break;
        }
        struct node *item = new_node(b, event.start_mark);
        TRY_PTR(item);
        TRY(build_value(b, &event, item));
        *tail = item;
        tail = &item->next;
        array->len++;
    }
    array->kind = NODE_ARRAY;
    array->child = first;
    close_anchor(b, anchor);
    b->depth++;
    return OK;
}

/* A mapping under construction. */
struct mapping {
    struct node *object;
    struct node *first, **tail;
    struct member_set names;
    VEC(const struct node *) merges; /* the values of << */
};

static enum err read_name(struct builder *b, const yaml_event_t *event, struct span *name) {
    const struct anchor *anchor = NULL;
    struct node *node = NULL;
    switch ((int)event->type) {
    case YAML_SCALAR_EVENT:
        if (!event->data.scalar.anchor) {
            return copy_text(b, event, name);
        }
        node = new_node(b, event->start_mark);
        TRY_PTR(node);
        return build_scalar(b, event, node, name);
    case YAML_ALIAS_EVENT:
        TRY(find_anchor(b, event, &anchor));
        *name = anchor->spelling;
        if (name->ptr) {
            return OK;
        }
        break;
    default:
        break;
    }
    return fail(b, ERR_UNSUPPORTED, event->start_mark, "a mapping's key must be a scalar");
}

static enum err add_member(struct builder *b, struct mapping *m, struct node *member, bool merged) {
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
static enum err read_member(struct builder *b, struct mapping *m, const yaml_event_t *key) {
    struct span name = {NULL, 0};
    struct node *member = new_node(b, key->start_mark);
    TRY_PTR(member);
    TRY(read_name(b, key, &name));
    TRY(count_nodes(b, name.len / BYTES_A_NODE, key->start_mark));
    if (name.len > NODE_KEY_MOST) {
        return fail(b, ERR_LIMIT, key->start_mark, "the key is too long");
    }
    member->key = name.ptr;
    member->key_len = (uint32_t)name.len & NODE_KEY_MOST;
    EVENT_SCOPE event = {0};
    TRY(next_event(b, &event));
    TRY(build_value(b, &event, member));
    if (is_merge(key)) {
        return vec_push(b->arena, &m->merges, member) ? OK : ERR_MEMORY;
    }
    return add_member(b, m, member, false);
}

/* What a mapping's own keys do not say, another one gives. */
static enum err merge_mapping(struct builder *b, struct mapping *m, const struct node *from) {
    NODE_EACH(given, from) {
        struct node *member = arena_new(b->arena, struct node);
        TRY_PTR(member);
        *member = *given;
        member->next = NULL;
        member->aliased = 1;
        TRY(add_member(b, m, member, true));
    }
    return OK;
}

static enum err merge_failed(struct builder *b, const struct node *value) {
    yaml_mark_t mark = {.line = value->line - 1, .column = value->column - 1};
    return fail(b, ERR_SYNTAX, mark, "<< needs a mapping or a list of mappings");
}

static enum err merge_value(struct builder *b, struct mapping *m, const struct node *value) {
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

static enum err build_mapping(struct builder *b, const yaml_event_t *start, struct node *object) {
    struct anchor *anchor = NULL;
    struct mapping m = {.object = object};
    m.tail = &m.first;
    TRY(enter(b, start->start_mark));
    TRY(open_anchor(b, start->data.mapping_start.anchor, object, &anchor));
    object->tagged = start->data.mapping_start.tag != NULL;
    for (;;) {
        EVENT_SCOPE key = {0};
        TRY(next_event(b, &key));
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
    close_anchor(b, anchor);
    b->depth++;
    return OK;
}

static enum err build_value(struct builder *b, const yaml_event_t *event, struct node *node) {
    struct span spelling;
    TRY(count_nodes(b, 1, event->start_mark));
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
        return fail(b, ERR_SYNTAX, event->start_mark, "malformed YAML");
    }
}

static enum err expect(struct builder *b, yaml_event_type_t type, bool *met) {
    EVENT_SCOPE event = {0};
    TRY(next_event(b, &event));
    *met = event.type == type;
    if (!*met && event.type == YAML_DOCUMENT_START_EVENT) {
        return fail(b, ERR_SYNTAX, event.start_mark, "a second document begins here");
    }
    return OK;
}

static enum err build_document(struct builder *b, const struct node **root) {
    bool met = false;
    TRY(expect(b, YAML_STREAM_START_EVENT, &met));
    EVENT_SCOPE start = {0}, event = {0};
    TRY(next_event(b, &start));
    struct node *node = new_node(b, start.start_mark);
    TRY_PTR(node);
    *root = node;
    if (start.type == YAML_STREAM_END_EVENT) {
        return OK;
    }
    TRY(next_event(b, &event));
    node->line = (uint32_t)event.start_mark.line + 1;
    node->column = (uint32_t)event.start_mark.column + 1;
    TRY(build_value(b, &event, node));
    TRY(expect(b, YAML_DOCUMENT_END_EVENT, &met));
    return expect(b, YAML_STREAM_END_EVENT, &met);
}

static enum err refuse_text(struct builder *b, struct span text) {
    yaml_mark_t start = {0};
    if (span_starts(text, SPAN("\xff\xfe")) || span_starts(text, SPAN("\xfe\xff"))) {
        return fail(b, ERR_UNSUPPORTED, start, "the text is in UTF-16; only UTF-8 is read");
    }
    if (text.len > UINT32_MAX - 1) {
        return fail(b, ERR_LIMIT, start, "the text is too long");
    }
    size_t directives = 0;
    for (struct span rest = text; rest.ptr;) {
        struct span line = span_cut(&rest, '\n');
        directives += span_starts(line, SPAN("%"));
        if (directives > MOST_DIRECTIVES) {
            return fail(b, ERR_LIMIT, start, "too many directives");
        }
        if (line.len && line.ptr[0] != '%' && line.ptr[0] != '#') {
            break;
        }
    }
    return OK;
}

enum err yaml_parse(struct arena *arena, struct span text, const struct yaml_options *options,
                    const struct node **root, struct diag *diag) {
    struct builder b = {.arena = arena, .diag = diag};
    b.options = options ? *options : b.options;
    b.options.nodes = b.options.nodes ? b.options.nodes : LIMIT_YAML_NODES;
    b.options.alias_nodes = b.options.alias_nodes ? b.options.alias_nodes : LIMIT_YAML_ALIAS_NODES;
    b.depth = b.options.depth ? b.options.depth : LIMIT_YAML_DEPTH;
    TRY(refuse_text(&b, text));
    if (!yaml_parser_initialize(&b.parser)) {
        return ERR_MEMORY;
    }
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)(text.ptr ? text.ptr : ""),
                                 text.len);
    enum err error = build_document(&b, root);
    yaml_parser_delete(&b.parser);
    return error;
}
