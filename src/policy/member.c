/* SPDX-License-Identifier: Apache-2.0 */
/* Members of a configuration. */
#include "policy/member.h"

#include "text/suggest.h"

struct place member_place(const struct member_reader *reader, const struct node *node) {
    return (struct place){
        .file = reader->file, .line = node ? node->line : 0, .column = node ? node->column : 0};
}

static bool is_known(struct span key, const char *const *names, size_t n, struct suggest *suggest) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal(key, span_from(names[i]))) {
            return true;
        }
        suggest_offer(suggest, names[i]);
    }
    return false;
}

static void check_member(const struct member_reader *reader, const struct node *object,
                         const struct node *member, const char *what) {
    if (node_get(object, node_key(member)) != member) {
        MEMBER_FAULT(reader, member, "'%.*s' stands twice in %s", SPAN_ARG(node_key(member)), what);
    }
}

bool member_check(const struct member_reader *reader, const struct node *object, const char *what,
                  const char *const *names, size_t n) {
    if (!node_is(object, NODE_OBJECT)) {
        MEMBER_FAULT(reader, object, "%s must be a mapping", what);
        return false;
    }
    NODE_EACH(member, object) {
        struct suggest suggest = {.word = node_key(member)};
        check_member(reader, object, member, what);
        if (names && !is_known(node_key(member), names, n, &suggest)) {
            MEMBER_FAULT(reader, member, "%s has no member '%.*s'%s%s%s", what,
                         SPAN_ARG(node_key(member)), suggest.best ? "; did you mean '" : "",
                         suggest.best ? suggest.best : "", suggest.best ? "'?" : "");
        }
    }
    return true;
}

static bool is_text(const struct node *node) {
    return node_is(node, NODE_STRING) && span_trim(node_text(node)).len > 0;
}

void member_text(const struct member_reader *reader, const struct node *object, const char *name,
                 struct span *out) {
    const struct node *node = node_get(object, span_from(name));
    if (node && is_text(node)) {
        *out = arena_dup(reader->arena, node_text(node)); /* with a NUL behind, for paths */
    } else if (node) {
        MEMBER_FAULT(reader, node, "'%s' is blank, or no text", name);
    }
}

static enum err push_text(const struct member_reader *reader, const struct node *node,
                          const char *name, struct member_texts *out) {
    if (!is_text(node)) {
        MEMBER_FAULT(reader, node, "'%s' is blank, or neither a text nor a list of texts", name);
        return OK;
    }
    struct span *slot = vec_add(reader->arena, out);
    TRY_PTR(slot);
    *slot = node_text(node);
    return OK;
}

enum err member_texts(const struct member_reader *reader, const struct node *object,
                      const char *name, struct member_texts *out) {
    const struct node *node = node_get(object, span_from(name));
    if (!node) {
        return OK;
    }
    if (!node_is(node, NODE_ARRAY)) {
        return push_text(reader, node, name, out);
    }
    if (!node->len) {
        MEMBER_FAULT(reader, node, "'%s' is an empty list", name);
    }
    NODE_EACH(item, node) {
        TRY(push_text(reader, item, name, out));
    }
    return OK;
}

void member_number(const struct member_reader *reader, const struct node *object, const char *name,
                   int64_t most, int64_t *out) {
    const struct node *node = node_get(object, span_from(name));
    int64_t value = -1;
    if (node && (!node_i64(node, &value) || value < 0 || value > most)) {
        MEMBER_FAULT(reader, node, "'%s' must be a whole number from 0 to %lld", name,
                     (long long)most);
    } else if (node) {
        *out = value;
    }
}

void member_choice(const struct member_reader *reader, const struct node *object, const char *name,
                   const char *const *words, size_t n, unsigned *out) {
    const struct node *node = node_get(object, span_from(name));
    struct suggest suggest = {.word = node_text(node)};
    if (!node) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (span_equal(node_text(node), span_from(words[i]))) {
            *out = (unsigned)i;
            return;
        }
        suggest_offer(&suggest, words[i]);
    }
    const char *best = suggest.best ? suggest.best : words[0];
    MEMBER_FAULT(reader, node, "'%s' cannot be '%.*s'; did you mean '%s'?", name,
                 SPAN_ARG(node_scalar(node)), best);
}

void member_flag(const struct member_reader *reader, const struct node *object, const char *name,
                 bool *out) {
    const struct node *node = node_get(object, span_from(name));
    if (node && !node_is(node, NODE_TRUE) && !node_is(node, NODE_FALSE)) {
        MEMBER_FAULT(reader, node, "'%s' must be true or false", name);
    } else if (node) {
        *out = node_true(node);
    }
}
