/* SPDX-License-Identifier: Apache-2.0 */
/* What a body holds, value by value or word by word, as a sample keeps it. */
#ifndef POSTERN_SCAN_LEAVES_H
#define POSTERN_SCAN_LEAVES_H

#include "scan/echo.h"
#include "scan/sample.h"
#include "text/tree.h"

enum { LEAVES_DEPTH = 64 };

struct leaves {
    struct leaf *at; /* room for SAMPLE_LEAVES */
    size_t n;
    struct span path;  /* that was asked for */
    struct echo *echo; /* NULL: nothing that the request carried is repeated */
    bool error;        /* whose times and numbers are of that answer alone */
};

uint64_t leaves_hash(uint64_t start, struct span text);
uint64_t leaves_hash_node(const struct node *node); /* of its kind and its own value */

/* Whether the path may stand in what is read from the body. */
bool leaves_repeat(struct span body, struct span path);

/* Adds those of a tree, as many as there is room for. */
void leaves_of_tree(struct leaves *out, const struct node *root);

/* Adds a text's words, without the path that was asked for. */
void leaves_of_text(struct leaves *out, struct span text);

#endif
