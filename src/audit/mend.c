/* SPDX-License-Identifier: Apache-2.0 */
/* Edits: bytes, nodes, lines, items. */
#include "audit/judge.h"

#include <stdlib.h>

void mend_never(struct finding *finding) {
    if (finding) {
        finding->unmendable = true;
    }
}

void mend_loses(struct finding *finding, const char *who) {
    if (finding) {
        finding->loses = span_from(who);
    }
}

/* With the file's line ends. */
static struct span as_file(struct judging *j, const struct module *module, struct span text) {
    size_t at = span_find_byte(module->file.text, '\n');
    if (at == SIZE_MAX || at == 0 || module->file.text.ptr[at - 1] != '\r') {
        return text;
    }
    BUF_SCOPE out = {0};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n') {
            buf_byte(&out, '\r');
        }
        buf_byte(&out, text.ptr[i]);
    }
    return arena_dup(j->arena, buf_span(&out));
}

static void add(struct judging *j, struct finding *finding, const struct module *module,
                size_t start, size_t end, struct span text) {
    struct patch edit = {module ? module->file.path : SPAN(""), start, end, text};
    if (!finding || finding->unmendable) {
        return;
    }
    if (!module || !module_is_own(module) || end > module->file.text.len || start > end) {
        finding->unmendable = true;
        return;
    }
    edit.text = as_file(j, module, text);
    for (size_t i = 0; i < finding->edits.n; i++) {
        if (patch_equal(&finding->edits.at[i], &edit)) {
            return;
        }
        finding->unmendable |= patch_excludes(&finding->edits.at[i], &edit);
    }
    if (!edit.text.ptr || !vec_push(j->arena, &finding->edits, edit)) {
        j->err = ERR_MEMORY;
    }
}

#define MEND_WORDS(words)                                           \
    va_list arguments;                                              \
    va_start(arguments, format);                                    \
    struct span words = arena_vprintf(j->arena, format, arguments); \
    va_end(arguments)

void mend_bytes(struct judging *j, struct finding *finding, const struct module *module,
                size_t start, size_t end, const char *format, ...) {
    MEND_WORDS(words);
    add(j, finding, module, start, end, words);
}

void mend_node(struct judging *j, struct finding *finding, struct written at, const char *format,
               ...) {
    MEND_WORDS(words);
    if (!at.node || !at.module) {
        mend_never(finding);
        return;
    }
    add(j, finding, at.module, at.node->start, at.node->end, words);
}

const struct py *mend_statement(const struct module *module, const struct py *node) {
    const struct py *at = module->file.root, *statement = NULL;
    while (at && at != node) {
        const struct py *down = NULL;
        PY_EACH(child, at) {
            if (!down && child->start <= node->start && node->end <= child->end) {
                down = child;
            }
        }
        bool body = at->kind == PY_BLOCK || at->kind == PY_MODULE;
        statement = down && body ? down : statement;
        at = down;
    }
    return statement;
}

struct span mend_indent(const struct module *module, const struct py *node) {
    struct span text = module->file.text;
    size_t start = patch_line_start(text, node->start);
    if (start == 0 && span_starts(text, SPAN("\xef\xbb\xbf")) && node->start >= 3) {
        start = 3;
    }
    struct span before = span_slice(text, start, node->start - start);
    return span_trim(before).len ? (struct span){NULL, 0} : before;
}

/* Each line of words with the indent before it. */
static struct span indented(struct judging *j, struct span indent, struct span words) {
    BUF_SCOPE out = {0};
    while (words.ptr) {
        struct span line = span_cut(&words, '\n');
        buf_add(&out, line.len ? indent : SPAN(""));
        buf_add(&out, line);
        buf_byte(&out, '\n');
    }
    return arena_dup(j->arena, buf_span(&out));
}

void mend_line_before(struct judging *j, struct finding *finding, struct written at,
                      const char *format, ...) {
    MEND_WORDS(words);
    const struct py *statement = at.node ? mend_statement(at.module, at.node) : NULL;
    struct span indent = statement ? mend_indent(at.module, statement) : (struct span){0};
    if (!indent.ptr) {
        mend_never(finding);
        return;
    }
    size_t start = statement->start - indent.len;
    add(j, finding, at.module, start, start, indented(j, indent, words));
}

void mend_line_behind(struct judging *j, struct finding *finding, struct written at,
                      const char *format, ...) {
    MEND_WORDS(words);
    const struct py *node = at.node;
    const struct py *statement =
        !node || node->kind == PY_DECORATOR ? node : mend_statement(at.module, node);
    struct span indent = statement ? mend_indent(at.module, statement) : (struct span){0};
    if (!indent.ptr) {
        mend_never(finding);
        return;
    }
    struct span text = at.module->file.text;
    size_t end = patch_line_end(text, statement->end);
    bool ended = end > 0 && text.ptr[end - 1] == '\n';
    words = indented(j, indent, words);
    add(j, finding, at.module, end, end,
        ended ? words : arena_printf(j->arena, "\n%.*s", SPAN_ARG(words)));
}

void mend_remove_lines(struct judging *j, struct finding *finding, struct written at) {
    struct span indent = at.node ? mend_indent(at.module, at.node) : (struct span){0};
    if (!indent.ptr) {
        mend_never(finding);
        return;
    }
    struct span text = at.module->file.text;
    size_t end = patch_line_end(text, at.node->end);
    struct span rest = span_trim(span_slice(text, at.node->end, end - at.node->end));
    if (rest.len && rest.ptr[0] != '#') {
        mend_never(finding);
        return;
    }
    add(j, finding, at.module, at.node->start - indent.len, end, SPAN(""));
}

static size_t skip_space(struct span text, size_t at) {
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) {
        at++;
    }
    return at;
}

void mend_remove_item(struct judging *j, struct finding *finding, struct written at) {
    if (!at.node || !at.module) {
        mend_never(finding);
        return;
    }
    struct span text = at.module->file.text;
    size_t start = at.node->start, end = skip_space(text, at.node->end);
    if (end < text.len && text.ptr[end] == ',') {
        size_t next = skip_space(text, end + 1);
        bool ends = next < text.len && (text.ptr[next] == '\n' || text.ptr[next] == '\r');
        struct span indent = mend_indent(at.module, at.node);
        bool alone = ends && indent.ptr; /* an item with a line of its own */
        start = alone ? start - indent.len : start;
        end = alone ? patch_line_end(text, next) : next;
    } else { /* the last one: with the comma before it */
        end = at.node->end;
        while (start > 0 && strchr(" \t\r\n", text.ptr[start - 1])) {
            start--;
        }
        start = start > 0 && text.ptr[start - 1] == ',' ? start - 1 : at.node->start;
    }
    add(j, finding, at.module, start, end, SPAN(""));
}

void mend_remove_text(struct judging *j, struct finding *finding, const struct value *list,
                      struct span text) {
    const struct py *node = list && list->module ? list->node : NULL;
    bool is_list = py_is(node, PY_LIST) || py_is(node, PY_TUPLE);
    PY_EACH(item, is_list ? node : NULL) {
        if (py_is(item, PY_STRING) && span_equal(py_text(item), text)) {
            mend_remove_item(j, finding, (struct written){list->module, item});
            return;
        }
    }
    mend_never(finding);
}

void mend_argument(struct judging *j, struct finding *finding, struct written call,
                   const char *argument) {
    const struct py *list = py_get(call.node, PY_ROLE_ARGUMENTS), *last = NULL;
    PY_EACH(each, list) {
        last = each;
    }
    if (!list || !last) {
        mend_never(finding);
        return;
    }
    struct span tail = span_slice(call.module->file.text, last->end, list->end - last->end);
    bool closed = span_find_byte(tail, ')') != SIZE_MAX; /* not within the argument's parentheses */
    if (!closed || last->parenthesized) {
        mend_never(finding);
        return;
    }
    add(j, finding, call.module, last->end, last->end, arena_printf(j->arena, ", %s", argument));
}
