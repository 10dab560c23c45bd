/* SPDX-License-Identifier: Apache-2.0 */
/* JSON text to a tree (RFC 8259): one pass, nodes taken in batches, texts left where they are. */
#include "text/json.h"

#include "base/limits.h"
#include "text/json_string.h"
#include "text/member_set.h"

enum { FIRST_BATCH = 8, LARGEST_BATCH = 1024 };

static struct node *new_node(struct json_parser *p) {
    if (p->spares == 0) {
        p->spare = arena_array(p->arena, struct node, p->batch);
        if (!p->spare) {
            return NULL;
        }
        p->spares = p->batch;
        p->batch = p->batch < LARGEST_BATCH ? p->batch * 2 : p->batch;
    }
    p->spares--;
    struct node *node = p->spare++;
    node->line = p->line;
    node->column = (uint32_t)(p->at - p->line_start) + 1;
    return node;
}

static void skip_space(struct json_parser *p) {
    for (; p->at < p->end; p->at++) {
        char c = *p->at;
        if (c == '\n') {
            p->line++;
            p->line_start = p->at + 1;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
    }
}

static char peek(const struct json_parser *p) {
    return p->at < p->end ? *p->at : '\0';
}

static size_t skip_digits(struct json_parser *p) {
    const char *start = p->at;
    while (p->at < p->end && *p->at >= '0' && *p->at <= '9') {
        p->at++;
    }
    return (size_t)(p->at - start);
}

static enum err read_number(struct json_parser *p, struct node *node) {
    const char *start = p->at;
    p->at += *p->at == '-';
    if (peek(p) == '0') {
        p->at++;
    } else if (skip_digits(p) == 0) {
        return json_fail(p, ERR_SYNTAX, start, "a digit must follow the minus");
    }
    if (peek(p) == '.') {
        p->at++;
        if (skip_digits(p) == 0) {
            return json_fail(p, ERR_SYNTAX, start, "a digit must follow the decimal point");
        }
    }
    if (peek(p) == 'e' || peek(p) == 'E') {
        p->at++;
        p->at += peek(p) == '+' || peek(p) == '-';
        if (skip_digits(p) == 0) {
            return json_fail(p, ERR_SYNTAX, start, "the exponent has no digits");
        }
    }
    node->kind = NODE_NUMBER;
    node->text = start;
    node->len = (uint32_t)(p->at - start);
    return OK;
}

static enum err read_word(struct json_parser *p, struct node *node, struct span word,
                          enum node_kind kind) {
    if (!span_starts((struct span){p->at, (size_t)(p->end - p->at)}, word)) {
        return json_fail(p, ERR_SYNTAX, p->at, "not a JSON value");
    }
    p->at += word.len;
    node->kind = kind;
    return OK;
}

static enum err read_value(struct json_parser *p, struct node *node);

/* After an element or member: passes a comma (*more) or the closing byte. */
static enum err read_separator(struct json_parser *p, char close, bool *more) {
    skip_space(p);
    char c = peek(p);
    if (c != ',' && c != close) {
        const char *what = p->at == p->end ? "the text ends too early"
                           : close == ']'  ? "a comma or ] must follow here"
                                           : "a comma or } must follow here";
        return json_fail(p, ERR_SYNTAX, p->at, what);
    }
    p->at++;
    *more = c == ',';
    return OK;
}

/* Passes the opening byte; *more says whether anything stands inside. */
static enum err enter(struct json_parser *p, char close, bool *more) {
    if (p->depth == 0) {
        return json_fail(p, ERR_LIMIT, p->at, "nested too deeply");
    }
    p->depth--;
    p->at++;
    skip_space(p);
    *more = peek(p) != close;
    p->at += !*more && p->at < p->end;
    return OK;
}

static enum err read_array(struct json_parser *p, struct node *array) {
    struct node *first = NULL, **tail = &first;
    bool more = false;
    TRY(enter(p, ']', &more));
    while (more) {
        skip_space(p);
        struct node *item = new_node(p);
        TRY_PTR(item);
        TRY(read_value(p, item));
        *tail = item;
        tail = &item->next;
        array->len++;
        TRY(read_separator(p, ']', &more));
    }
    p->depth++;
    array->kind = NODE_ARRAY;
    array->child = first;
    return OK;
}

static enum err read_member(struct json_parser *p, struct node *member) {
    struct span key = {NULL, 0};
    if (peek(p) != '"') {
        return json_fail(p, ERR_SYNTAX, p->at, "a member's name in double quotes must stand here");
    }
    p->at++;
    TRY(json_read_string(p, &key));
    if (key.len > NODE_KEY_MOST) {
        return json_fail(p, ERR_LIMIT, p->at, "the member's name is too long");
    }
    member->key = key.ptr;
    member->key_len = (uint32_t)key.len & NODE_KEY_MOST;
    skip_space(p);
    if (peek(p) != ':') {
        return json_fail(p, ERR_SYNTAX, p->at, "a colon must follow the member's name");
    }
    p->at++;
    skip_space(p);
    return read_value(p, member);
}

static enum err repeated(struct json_parser *p, const struct node *member) {
    struct place place = {.file = p->options->file, .line = member->line, .column = member->column};
    diag_add(p->diag, DIAG_ERROR, place, "the member \"%.*s\" stands here a second time",
             SPAN_ARG(node_key(member)));
    return ERR_SYNTAX;
}

static enum err refuse_duplicates(struct json_parser *p, const struct node *object) {
    struct member_set seen = {0};
    NODE_EACH(member, object) {
        const struct node *before = NULL;
        TRY(member_set_add(p->arena, &seen, member, &before));
        if (before) {
            return repeated(p, member);
        }
    }
    return OK;
}

static enum err read_object(struct json_parser *p, struct node *object) {
    struct node *first = NULL, **tail = &first;
    bool more = false;
    TRY(enter(p, '}', &more));
    while (more) {
        skip_space(p);
        struct node *member = new_node(p);
        TRY_PTR(member);
        TRY(read_member(p, member));
        *tail = member;
        tail = &member->next;
        object->len++;
        TRY(read_separator(p, '}', &more));
    }
    p->depth++;
    object->kind = NODE_OBJECT;
    object->child = first;
    return p->options->refuse_duplicates ? refuse_duplicates(p, object) : OK;
}

static enum err read_string(struct json_parser *p, struct node *node) {
    struct span text = {NULL, 0};
    p->at++;
    TRY(json_read_string(p, &text));
    node->kind = NODE_STRING;
    node->text = text.ptr;
    node->len = (uint32_t)text.len;
    return OK;
}

static enum err read_value(struct json_parser *p, struct node *node) {
    switch (peek(p)) {
    case '{':
        return read_object(p, node);
    case '[':
        return read_array(p, node);
    case '"':
        return read_string(p, node);
    case 't':
        return read_word(p, node, SPAN("true"), NODE_TRUE);
    case 'f':
        return read_word(p, node, SPAN("false"), NODE_FALSE);
    case 'n':
        return read_word(p, node, SPAN("null"), NODE_NULL);
    default:
        break;
    }
    char c = peek(p);
    if (c == '-' || (c >= '0' && c <= '9')) {
        return read_number(p, node);
    }
    return json_fail(p, ERR_SYNTAX, p->at,
                     p->at == p->end ? "the text ends too early" : "not a JSON value");
}

enum err json_parse(struct arena *arena, struct span text, const struct json_options *options,
                    const struct node **root, struct diag *diag) {
    static const struct json_options none;
    struct json_parser p = {.at = text.ptr ? text.ptr : "",
                            .line = 1,
                            .arena = arena,
                            .options = options ? options : &none,
                            .diag = diag,
                            .batch = FIRST_BATCH};
    p.end = p.at + text.len;
    p.line_start = p.at;
    p.depth = p.options->depth ? p.options->depth : LIMIT_TREE_DEPTH;
    if (text.len > UINT32_MAX - 1) {
        return json_fail(&p, ERR_LIMIT, p.at, "the text is too long");
    }
    if (span_starts(text, SPAN("\xef\xbb\xbf"))) {
        return json_fail(&p, ERR_SYNTAX, p.at, "a byte order mark stands before the text");
    }
    skip_space(&p);
    struct node *node = new_node(&p);
    TRY_PTR(node);
    TRY(read_value(&p, node));
    skip_space(&p);
    if (p.at != p.end) {
        return json_fail(&p, ERR_SYNTAX, p.at, "something follows the end of the value");
    }
    *root = node;
    return OK;
}
