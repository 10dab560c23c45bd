/* SPDX-License-Identifier: Apache-2.0 */
/* YAML: one document to the same tree that JSON gives. */
#ifndef POSTERN_TEXT_YAML_H
#define POSTERN_TEXT_YAML_H

#include "text/tree.h"

struct yaml_options {
    struct span file; /* for diagnostics */
    unsigned depth;   /* deepest nesting accepted; 0: LIMIT_YAML_DEPTH */
    size_t nodes;     /* most nodes, aliases counted with all that they stand for, and a text as one
                         more for every 64 bytes; 0: LIMIT_YAML_NODES */
    size_t alias_nodes; /* most nodes that aliases stand for; 0: LIMIT_YAML_ALIAS_NODES */
};

/* Parses a stream of one document, in UTF-8 with or without a byte order mark; an empty one is
 * null.
 *
 * Plain scalars are what the core schema of YAML 1.2.2 (section 10.3) makes of them, in JSON's
 * spelling: 0x1F is 31 and .5 is 0.5. What JSON cannot say (.inf, .nan), and what YAML 1.1 and 1.2
 * read differently (012, 1_000, yes, on, dates), stays a string. Names of members are their texts.
 *
 * An alias is a copy of its node that shares the children (node->aliased); so the tree may be a
 * graph without circles, of at most options->nodes when it is spelled out. Merge keys (<<) are
 * spelled out. A repeated name is a warning, and both members stay.
 *
 * Errors, told to diag (may be NULL) with line and column: ERR_SYNTAX, also for a second document
 * and an alias within its own anchor; ERR_UNSUPPORTED (UTF-16, a name that is not a scalar);
 * ERR_LIMIT; ERR_MEMORY. */
NODISCARD enum err yaml_parse(struct arena *arena, struct span text,
                              const struct yaml_options *options, const struct node **root,
                              struct diag *diag);

#endif
