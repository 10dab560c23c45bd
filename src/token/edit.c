/* SPDX-License-Identifier: Apache-2.0 */
/* Walks the members of an object that json_parse has found sound, and copies them piece by piece.
 */
#include "token/edit.h"

#include "text/json.h"

static size_t skip_space(struct span s, size_t at) {
    while (at < s.len && strchr(" \t\r\n", s.ptr[at])) {
        at++;
    }
    return at;
}

/* Past the string that starts at its quote. */
static size_t skip_string(struct span s, size_t at) {
    for (at++; at < s.len && s.ptr[at] != '"'; at++) {
        at += s.ptr[at] == '\\';
    }
    return at + 1;
}

/* Past the value: to the comma or bracket that ends it on its own level. */
static size_t skip_value(struct span s, size_t at) {
    for (unsigned depth = 0; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == '"') {
            at = skip_string(s, at) - 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
            break;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return at;
}

/* One member's text from behind the last separator up to the next, and where its value starts. */
struct piece {
    struct span all;
    size_t value; /* offset in all */
};

static struct piece next_piece(struct span object, size_t *at) {
    size_t start = *at;
    size_t key = skip_space(object, start);
    size_t colon = skip_space(object, skip_string(object, key));
    size_t value = skip_space(object, colon + 1);
    *at = skip_value(object, value);
    return (struct piece){span_slice(object, start, *at - start), value - start};
}

static void add_separator(struct buf *out, bool *follows) {
    if (*follows) {
        buf_byte(out, ',');
    }
    *follows = true;
}

static void add_piece(struct buf *out, struct piece piece, const struct edit *edit, bool *follows) {
    if (edit && !edit->value.ptr) {
        return;
    }
    add_separator(out, follows);
    if (!edit) {
        buf_add(out, piece.all);
        return;
    }
    struct span old = span_from_index(piece.all, piece.value);
    size_t space = old.len - span_trim(old).len; /* behind the value; it starts with no space */
    buf_add(out, span_slice(piece.all, 0, piece.value));
    buf_add(out, edit->value);
    buf_add(out, span_from_index(old, old.len - space));
}

static const struct edit *find_edit(const struct edit *edits, size_t n, struct span name) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal(edits[i].name, name)) {
            return &edits[i];
        }
    }
    return NULL;
}

static void add_new(struct buf *out, const struct node *root, const struct edit *edits, size_t n,
                    bool *follows) {
    for (size_t i = 0; i < n; i++) {
        if (edits[i].value.ptr && !node_get(root, edits[i].name)) {
            add_separator(out, follows);
            json_quote(out, edits[i].name);
            buf_byte(out, ':');
            buf_add(out, edits[i].value);
        }
    }
}

enum err edit_object(struct arena *arena, struct span object, const struct edit *edits, size_t n,
                     struct span *out) {
    const struct node *root = NULL;
    TRY(json_parse(arena, object, &(struct json_options){0}, &root, NULL));
    if (!node_is(root, NODE_OBJECT)) {
        return ERR_SYNTAX;
    }
    BUF_SCOPE buf = {0};
    size_t at = skip_space(object, 0) + 1;
    bool follows = false;
    buf_add(&buf, span_slice(object, 0, at));
    NODE_EACH(member, root) {
        add_piece(&buf, next_piece(object, &at), find_edit(edits, n, node_key(member)), &follows);
        at += member->next != NULL; /* the comma; the last one is followed by the brace */
    }
    add_new(&buf, root, edits, n, &follows);
    buf_add(&buf, span_from_index(object, at));
    TRY(buf_status(&buf));
    *out = arena_dup(arena, buf_span(&buf));
    return out->ptr ? OK : ERR_MEMORY;
}
