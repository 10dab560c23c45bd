/* SPDX-License-Identifier: Apache-2.0 */
/* A tree under construction from libyaml's events; for the yaml_*.c files only. */
#ifndef POSTERN_TEXT_YAML_BUILDER_H
#define POSTERN_TEXT_YAML_BUILDER_H

#include "base/map.h"
#include "text/yaml.h"

#include <yaml.h>

enum { YAML_BYTES_A_NODE = 64 }; /* a long text counts as several nodes: aliases repeat it, too */

struct yaml_builder {
    yaml_parser_t parser;
    struct arena *arena;
    struct yaml_options options;
    struct diag *diag;
    struct map anchors; /* struct yaml_anchor, see yaml_anchor.h */
    size_t nodes, alias_nodes;
    unsigned depth;
};

/* An event that deletes itself at the end of the scope. */
#define YAML_EVENT_SCOPE __attribute__((cleanup(yaml_event_delete))) yaml_event_t

/* Tells diag; returns code. */
NODISCARD enum err yaml_fail(struct yaml_builder *b, enum err code, yaml_mark_t mark,
                             const char *what);

/* The next event, or what the library finds wrong. */
NODISCARD enum err yaml_next_event(struct yaml_builder *b, yaml_event_t *event);

/* Counts nodes against the limit. */
NODISCARD enum err yaml_count_nodes(struct yaml_builder *b, size_t more, yaml_mark_t mark);

/* One level deeper; the caller gives it back with b->depth++. */
NODISCARD enum err yaml_enter(struct yaml_builder *b, yaml_mark_t mark);

/* A node that stands at a mark; NULL without memory. */
struct node *yaml_new_node(struct yaml_builder *b, yaml_mark_t mark);

/* The text of a scalar event, copied. */
NODISCARD enum err yaml_copy_text(struct yaml_builder *b, const yaml_event_t *event,
                                  struct span *out);

#endif
