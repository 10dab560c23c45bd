/* SPDX-License-Identifier: Apache-2.0 */
/* A document as a tree, whether it came as JSON or as YAML: each node knows its line and column. */
#ifndef POSTERN_TEXT_TREE_H
#define POSTERN_TEXT_TREE_H

#include "base/diag.h"
#include "base/err.h"

enum node_kind {
    NODE_NULL = 0,
    NODE_FALSE,
    NODE_TRUE,
    NODE_NUMBER,
    NODE_STRING,
    NODE_ARRAY,
    NODE_OBJECT
};

/* Belongs to an arena. Texts are UTF-8, unescaped; numbers keep their spelling. */
struct node {
    struct node *next; /* the following member or element */
    union {
        struct node *child; /* array, object: the first element or member */
        const char *text;   /* string, number: see node_text */
    };
    const char *key; /* member of an object: its name */
    uint32_t len;    /* string, number: bytes; array, object: count */
    uint32_t line;   /* from 1: where the member's key, the element or the root starts */
    uint32_t column; /* from 1, in characters; a whole contract may stand on one line */
    uint32_t key_len : 27;
    uint32_t kind : 3;    /* enum node_kind */
    uint32_t aliased : 1; /* YAML: reached through an alias, so children may be shared */
    uint32_t tagged : 1;
};

enum { NODE_KEY_MOST = (1 << 27) - 1 }; /* bytes of a member's name */

#define NODE_EACH(item, parent) \
    for (const struct node *item = node_first(parent); item; item = item->next)

/* All accept NULL, and give what an absent node gives. */
const struct node *node_first(const struct node *parent);
bool node_is(const struct node *node, enum node_kind kind);
struct span node_key(const struct node *node);

/* The member of that name (the last one, if the name is repeated), or NULL. */
const struct node *node_get(const struct node *object, struct span key);

/* The text of a string; the empty span ({NULL, 0}) for anything else. */
struct span node_text(const struct node *node);

/* The spelling of a number; {NULL, 0} for anything else. */
struct span node_number(const struct node *node);

/* Either of the two; {NULL, 0} for anything else. */
struct span node_scalar(const struct node *node);

/* A whole number that fits; false for anything else (1.0 and 1e3 are whole). */
bool node_i64(const struct node *node, int64_t *out);

/* True only for the literal true. */
bool node_true(const struct node *node);

/* The node that a JSON pointer (RFC 6901, "" is the root, "~1" is "/") names, or NULL. */
const struct node *node_at(const struct node *root, struct span pointer);

#endif
