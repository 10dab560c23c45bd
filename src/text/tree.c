/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a tree: members, texts, numbers, pointers. */
#include "text/tree.h"

#include <stdlib.h>

const struct node *node_first(const struct node *parent) {
    return node_is(parent, NODE_OBJECT) || node_is(parent, NODE_ARRAY) ? parent->child : NULL;
}

bool node_is(const struct node *node, enum node_kind kind) {
    return node && node->kind == kind;
}

struct span node_key(const struct node *node) {
    return node ? (struct span){node->key, node->key_len} : (struct span){NULL, 0};
}

const struct node *node_get(const struct node *object, struct span key) {
    const struct node *found = NULL;
    if (node_is(object, NODE_OBJECT)) {
        NODE_EACH(member, object) {
            if (span_equal(node_key(member), key)) {
                found = member;
            }
        }
    }
    return found;
}

struct span node_text(const struct node *node) {
    return node_is(node, NODE_STRING) ? (struct span){node->text, node->len}
                                      : (struct span){NULL, 0};
}

struct span node_number(const struct node *node) {
    return node_is(node, NODE_NUMBER) ? (struct span){node->text, node->len}
                                      : (struct span){NULL, 0};
}

struct span node_scalar(const struct node *node) {
    return node_is(node, NODE_NUMBER) ? node_number(node) : node_text(node);
}

bool node_i64(const struct node *node, int64_t *out) {
    struct span digits = node_number(node);
    char text[64];
    uint64_t plain;
    if (span_to_u64(digits, &plain) && plain <= INT64_MAX) {
        *out = (int64_t)plain;
        return true;
    }
    if (digits.len == 0 || digits.len >= sizeof(text)) {
        return false;
    }
    memcpy(text, digits.ptr, digits.len);
    text[digits.len] = '\0';
    if (strcspn(text, ".eE") == digits.len) {
        bool negative = text[0] == '-';
        uint64_t value;
        if (!span_to_u64(span_from(text + negative), &value) || value > INT64_MAX) {
            return false;
        }
        *out = negative ? -(int64_t)value : (int64_t)value;
        return true;
    }
    double value = strtod(text, NULL);
    if (!(value > -9.0e18 && value < 9.0e18) || (double)(int64_t)value != value) {
        return false;
    }
    *out = (int64_t)value;
    return true;
}

bool node_true(const struct node *node) {
    return node_is(node, NODE_TRUE);
}

/* Compares a key with a pointer's token, "~1" and "~0" decoded (RFC 6901, section 4). */
static bool token_names(struct span token, struct span key) {
    size_t at = 0;
    for (size_t i = 0; i < token.len; i++, at++) {
        char c = token.ptr[i];
        if (c == '~' && i + 1 < token.len && (token.ptr[i + 1] == '0' || token.ptr[i + 1] == '1')) {
            c = token.ptr[++i] == '1' ? '/' : '~';
        }
        if (at >= key.len || key.ptr[at] != c) {
            return false;
        }
    }
    return at == key.len;
}

static const struct node *step(const struct node *node, struct span token) {
    uint64_t index;
    if (node_is(node, NODE_ARRAY) && span_to_u64(token, &index)) {
        const struct node *item = node->child;
        while (item && index-- > 0) {
            item = item->next;
        }
        return item;
    }
    if (node_is(node, NODE_OBJECT)) {
        NODE_EACH(member, node) {
            if (token_names(token, node_key(member))) {
                return member;
            }
        }
    }
    return NULL;
}

const struct node *node_at(const struct node *root, struct span pointer) {
    if (pointer.len == 0) {
        return root;
    }
    if (pointer.ptr[0] != '/') {
        return NULL;
    }
    struct span rest = span_from_index(pointer, 1);
    const struct node *node = root;
    while (node && rest.ptr) {
        node = step(node, span_cut(&rest, '/'));
    }
    return node;
}
