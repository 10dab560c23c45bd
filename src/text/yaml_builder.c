/* SPDX-License-Identifier: Apache-2.0 */
/* The next event, a new node, the limits, and how a failure is told. */
#include "text/yaml_builder.h"

enum err yaml_fail(struct yaml_builder *b, enum err code, yaml_mark_t mark, const char *what) {
    struct place place = {.file = b->options.file,
                          .line = (uint32_t)mark.line + 1,
                          .column = (uint32_t)mark.column + 1};
    diag_add(b->diag, DIAG_ERROR, place, "%s", what);
    return code;
}

static enum err library_failed(struct yaml_builder *b) {
    const yaml_parser_t *parser = &b->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        return ERR_MEMORY;
    }
    const char *problem = parser->problem ? parser->problem : "malformed YAML";
    if (strstr(problem, "cannot start any token")) {
        problem = "a character that nothing begins with: YAML is indented by spaces, never by a "
                  "tab, and a text that begins with @, ` or % stands in quotes";
    }
    yaml_mark_t mark = parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark;
    return yaml_fail(b, ERR_SYNTAX, mark, problem);
}

enum err yaml_next_event(struct yaml_builder *b, yaml_event_t *event) {
    return yaml_parser_parse(&b->parser, event) ? OK : library_failed(b);
}

enum err yaml_count_nodes(struct yaml_builder *b, size_t more, yaml_mark_t mark) {
    if (more > b->options.nodes - b->nodes) {
        return yaml_fail(b, ERR_LIMIT, mark, "too many nodes");
    }
    b->nodes += more;
    return OK;
}

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
