/* SPDX-License-Identifier: Apache-2.0 */
/* tree-sitter's tree, walked once and made into ours; nothing here calls itself, so that no input
 * can exhaust the stack. */
#include "source/parse.h"

#include "base/limits.h"
#include "source/literal.h"

#include <stdlib.h>
#include <tree_sitter/api.h>

enum { TOLD_MOST = 5, NAME_MOST = 400 };

const TSLanguage *tree_sitter_python(void);

struct py_parser {
    TSParser *parser;
    const TSLanguage *language;
    uint8_t kinds[NAME_MOST]; /* enum py_kind by symbol */
    uint8_t roles[NAME_MOST]; /* enum py_role by field */
    TSSymbol comment, group;
};

#define PY_NAMES(kind, names) names,
static const char *const kind_names[] = {PY_LIST(PY_NAMES)};
#undef PY_NAMES
#define PY_ROLE_NAMES(role, name) name,
static const char *const role_names[] = {"", PY_ROLE_LIST(PY_ROLE_NAMES)};
#undef PY_ROLE_NAMES

/* True when one of the names, white space between them, is the name. */
static bool names_have(const char *names, const char *name) {
    struct span rest = span_from(names);
    while (rest.ptr && rest.len) {
        if (span_equal(span_cut(&rest, ' '), span_from(name))) {
            return true;
        }
    }
    return false;
}

static void learn(struct py_parser *parser) {
    uint32_t symbols = ts_language_symbol_count(parser->language);
    for (uint32_t i = 0; i < symbols && i < NAME_MOST; i++) {
        if (ts_language_symbol_type(parser->language, (TSSymbol)i) != TSSymbolTypeRegular) {
            continue;
        }
        const char *name = ts_language_symbol_name(parser->language, (TSSymbol)i);
        for (size_t kind = 1; kind < PY_KINDS; kind++) {
            if (names_have(kind_names[kind], name)) {
                parser->kinds[i] = (uint8_t)kind;
            }
        }
    }
    uint32_t fields = ts_language_field_count(parser->language);
    for (uint32_t i = 1; i <= fields && i < NAME_MOST; i++) {
        const char *name = ts_language_field_name_for_id(parser->language, (TSFieldId)i);
        for (size_t role = 1; role < PY_ROLES; role++) {
            if (strcmp(role_names[role], name) == 0) {
                parser->roles[i] = (uint8_t)role;
            }
        }
    }
    parser->comment = ts_language_symbol_for_name(parser->language, "comment", 7, true);
    parser->group =
        ts_language_symbol_for_name(parser->language, "parenthesized_expression", 24, true);
}

enum err py_parser_open(struct py_parser **out) {
    struct py_parser *parser = calloc(1, sizeof(*parser));
    *out = parser;
    TRY_PTR(parser);
    parser->parser = ts_parser_new();
    TRY_PTR(parser->parser);
    parser->language = tree_sitter_python();
    if (!ts_parser_set_language(parser->parser, parser->language)) {
        return ERR_UNSUPPORTED;
    }
    learn(parser);
    return OK;
}

void py_parser_close(struct py_parser **parser) {
    if (*parser) {
        ts_parser_delete((*parser)->parser);
        free(*parser);
        *parser = NULL;
    }
}

/* One level of the walk: our node, its last child, and what the next child of ours inherits when
 * tree-sitter's node is left out (a parenthesis gives its role to what stands in it). */
struct level {
    struct py *node, *last;
    uint8_t role; /* inherited, of the only child */
    bool grouped;
};

struct walk {
    const struct py_parser *parser;
    struct arena *arena;
    struct py_file *file;
    struct diag *diag;
    TSTreeCursor cursor;
    unsigned told, depth;
    struct level levels[LIMIT_PYTHON_DEPTH + 1];
};

static void tell(struct walk *w, const struct py *node, const char *what) {
    w->file->broken = true;
    if (w->told++ < TOLD_MOST) {
        diag_add(w->diag, DIAG_WARNING, py_place(w->file, node), "%s", what);
    }
}

static enum err add_comment(struct walk *w, TSNode from) {
    struct py_comment *comment = vec_add(w->arena, &w->file->comments);
    TRY_PTR(comment);
    *comment = (struct py_comment){ts_node_start_point(from).row + 1, ts_node_start_byte(from),
                                   ts_node_end_byte(from), true};
    for (size_t at = comment->start; at > 0 && w->file->text.ptr[at - 1] != '\n'; at--) {
        char c = w->file->text.ptr[at - 1];
        comment->alone &= c == ' ' || c == '\t';
    }
    return OK;
}

/* The node for what the cursor stands on, hung under the current level. */
static struct py *hang(struct walk *w, TSNode from) {
    struct level *level = &w->levels[w->depth];
    struct py *node = arena_new(w->arena, struct py);
    if (!node) {
        return NULL;
    }
    TSSymbol symbol = ts_node_symbol(from);
    TSFieldId field = ts_tree_cursor_current_field_id(&w->cursor);
    node->kind = symbol < NAME_MOST ? w->parser->kinds[symbol] : PY_OTHER;
    node->role = level->role ? level->role : field < NAME_MOST ? w->parser->roles[field] : 0;
    node->parenthesized = level->grouped;
    node->start = ts_node_start_byte(from);
    node->end = ts_node_end_byte(from);
    node->line = ts_node_start_point(from).row + 1;
    if (level->last) {
        level->last->next = node;
    } else if (level->node) {
        level->node->first = node;
    }
    level->last = node;
    if (symbol == (TSSymbol)-1) {
        node->kind = PY_BROKEN;
        tell(w, node, "Python could not read this: syntax error; the rest of the file is judged");
    } else if (ts_node_is_missing(from)) {
        tell(w, node, "Python could not read this: something is missing here");
    }
    return node;
}

static void set_text(struct py *node, struct span text) {
    node->text = text.ptr;
    node->len = (uint32_t)text.len;
}

/* Operators are anonymous; each becomes its parent's text. */
static void operator_of(struct walk *w, TSNode from) {
    TSFieldId field = ts_tree_cursor_current_field_id(&w->cursor);
    struct py *parent = w->levels[w->depth].node;
    if (!field || !parent || field >= NAME_MOST) {
        return;
    }
    uint8_t role = w->parser->roles[field];
    if ((role == PY_ROLE_OPERATOR || role == PY_ROLE_OPERATORS) && !parent->text) {
        set_text(parent, span_slice(w->file->text, ts_node_start_byte(from),
                                    ts_node_end_byte(from) - ts_node_start_byte(from)));
    }
}

/* A string's children are left out, but for the expressions of a formatted one. */
static bool fill(struct walk *w, struct py *node) {
    struct span source = py_source(w->file, node);
    switch (node->kind) {
    case PY_NAME:
    case PY_INTEGER:
    case PY_FLOAT:
    case PY_DOTTED:
    case PY_RELATIVE:
        set_text(node, source);
        return node->kind == PY_DOTTED || node->kind == PY_RELATIVE;
    case PY_STRING: {
        struct literal literal = literal_decode(w->arena, source);
        set_text(node, literal.text);
        node->bytes = literal.bytes;
        if (literal.formatted && span_find_byte(literal.text, '{') != SIZE_MAX) {
            node->kind = PY_FORMAT;
            return true;
        }
        return false;
    }
    default: /* everything else is its children */
        return true;
    }
}

/* Takes in what the cursor stands on. *inside: its children are wanted. */
static enum err take(struct walk *w, bool *inside, struct py **out) {
    TSNode from = ts_tree_cursor_current_node(&w->cursor);
    *inside = false;
    *out = NULL;
    if (ts_node_symbol(from) == w->parser->comment) {
        return add_comment(w, from);
    }
    if (!ts_node_is_named(from) && !ts_node_is_missing(from)) {
        operator_of(w, from);
        return OK;
    }
    if (ts_node_symbol(from) == w->parser->group) {
        *inside = true; /* *out stays NULL: no node of ours */
        return OK;
    }
    struct py *node = hang(w, from);
    TRY_PTR(node);
    *out = node;
    *inside = fill(w, node);
    return OK;
}

/* Goes down into the current node. */
static void descend(struct walk *w, struct py *node) {
    struct level *level = &w->levels[w->depth], *below = &w->levels[w->depth + 1];
    if (node) {
        *below = (struct level){.node = node};
    } else {
        TSFieldId field = ts_tree_cursor_current_field_id(&w->cursor);
        *below = *level;
        below->grouped = true;
        below->role = level->role ? level->role : field < NAME_MOST ? w->parser->roles[field] : 0;
    }
}

static void ascend(struct walk *w) {
    struct level *level = &w->levels[w->depth], *above = &w->levels[w->depth - 1];
    if (level->node == above->node) {
        above->last = level->last; /* it was a parenthesis */
    }
    w->depth--;
}

static enum err walk(struct walk *w) {
    for (;;) {
        bool inside;
        struct py *node;
        TRY(take(w, &inside, &node));
        if (inside && w->depth + 1 < LIMIT_PYTHON_DEPTH) {
            descend(w, node);
            if (ts_tree_cursor_goto_first_child(&w->cursor)) {
                w->depth++;
                continue;
            }
        } else if (inside) {
            node = node ? node : hang(w, ts_tree_cursor_current_node(&w->cursor));
            TRY_PTR(node);
            node->kind = PY_DEEP;
            tell(w, node, "nested too deeply: this part is not judged");
        }
        while (!ts_tree_cursor_goto_next_sibling(&w->cursor)) {
            if (!ts_tree_cursor_goto_parent(&w->cursor)) {
                return OK;
            }
            ascend(w);
        }
    }
}

static enum err refuse(struct diag *diag, struct span path, enum err err, const char *what) {
    diag_add(diag, DIAG_WARNING, (struct place){.file = path}, "%s; the file is not judged", what);
    return err;
}

enum err py_parse(struct py_parser *parser, struct arena *arena, struct span path, struct span text,
                  struct py_file *out, struct diag *diag) {
    if (text.len > LIMIT_PYTHON_BYTES) {
        return refuse(diag, path, ERR_LIMIT, "larger than the limit for Python files");
    }
    if (text.len && memchr(text.ptr, '\0', text.len)) {
        return refuse(diag, path, ERR_INVALID, "not text");
    }
    TSTree *tree = ts_parser_parse_string(parser->parser, NULL, text.ptr, (uint32_t)text.len);
    TRY_PTR(tree);
    struct walk *w = calloc(1, sizeof(*w));
    enum err err = w ? OK : ERR_MEMORY;
    if (w) {
        *out = (struct py_file){.path = path, .text = text};
        w->parser = parser;
        w->arena = arena;
        w->file = out;
        w->diag = diag;
        w->cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
        err = walk(w);
        out->root = w->levels[0].last;
        ts_tree_cursor_delete(&w->cursor);
    }
    free(w);
    ts_tree_delete(tree);
    return err;
}
