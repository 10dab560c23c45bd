/* SPDX-License-Identifier: Apache-2.0 */
/* YAML by libyaml's events: one document, from its start to its end. */
#include "text/yaml.h"

#include "base/limits.h"
#include "text/yaml_build.h"

enum { MOST_DIRECTIVES = 64 }; /* the library compares each with all before */

static enum err expect(struct yaml_builder *b, yaml_event_type_t type, bool *met) {
    YAML_EVENT_SCOPE event = {0};
    TRY(yaml_next_event(b, &event));
    *met = event.type == type;
    if (!*met && event.type == YAML_DOCUMENT_START_EVENT) {
        return yaml_fail(b, ERR_SYNTAX, event.start_mark, "a second document begins here");
    }
    return OK;
}

static enum err build_document(struct yaml_builder *b, const struct node **root) {
    bool met = false;
    TRY(expect(b, YAML_STREAM_START_EVENT, &met));
    YAML_EVENT_SCOPE start = {0}, event = {0};
    TRY(yaml_next_event(b, &start));
    struct node *node = yaml_new_node(b, start.start_mark);
    TRY_PTR(node);
    *root = node;
    if (start.type == YAML_STREAM_END_EVENT) {
        return OK;
    }
    TRY(yaml_next_event(b, &event));
    node->line = (uint32_t)event.start_mark.line + 1;
    node->column = (uint32_t)event.start_mark.column + 1;
    TRY(yaml_build_value(b, &event, node));
    TRY(expect(b, YAML_DOCUMENT_END_EVENT, &met));
    return expect(b, YAML_STREAM_END_EVENT, &met);
}

static enum err refuse_text(struct yaml_builder *b, struct span text) {
    yaml_mark_t start = {0};
    if (span_starts(text, SPAN("\xff\xfe")) || span_starts(text, SPAN("\xfe\xff"))) {
        return yaml_fail(b, ERR_UNSUPPORTED, start, "the text is in UTF-16; only UTF-8 is read");
    }
    if (text.len > UINT32_MAX - 1) {
        return yaml_fail(b, ERR_LIMIT, start, "the text is too long");
    }
    size_t directives = 0;
    for (struct span rest = text; rest.ptr;) {
        struct span line = span_cut(&rest, '\n');
        directives += span_starts(line, SPAN("%"));
        if (directives > MOST_DIRECTIVES) {
            return yaml_fail(b, ERR_LIMIT, start, "too many directives");
        }
        if (line.len && line.ptr[0] != '%' && line.ptr[0] != '#') {
            break;
        }
    }
    return OK;
}

enum err yaml_parse(struct arena *arena, struct span text, const struct yaml_options *options,
                    const struct node **root, struct diag *diag) {
    struct yaml_builder b = {.arena = arena, .diag = diag};
    b.options = options ? *options : b.options;
    b.options.nodes = b.options.nodes ? b.options.nodes : LIMIT_YAML_NODES;
    b.options.alias_nodes = b.options.alias_nodes ? b.options.alias_nodes : LIMIT_YAML_ALIAS_NODES;
    b.depth = b.options.depth ? b.options.depth : LIMIT_YAML_DEPTH;
    TRY(refuse_text(&b, text));
    if (span_starts(text, SPAN("\xEF\xBB\xBF"))) {
        text = span_from_index(text, 3); /* libyaml would count it as a column */
    }
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
