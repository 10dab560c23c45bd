/* SPDX-License-Identifier: Apache-2.0 */
/* A tree under construction from libyaml's events; for the yaml_*.c files only. */
#ifndef POSTERN_TEXT_YAML_BUILD_H
#define POSTERN_TEXT_YAML_BUILD_H

#include "base/map.h"
#include "text/yaml.h"

#include <yaml.h>

enum { YAML_BYTES_A_NODE = 64 }; /* a long text counts as several nodes: aliases repeat it, too */

struct yaml_anchor {
    const struct node *node;
    struct span spelling; /* of a scalar */
    size_t nodes;         /* all that the node holds, aliases spelled out */
    bool open;            /* its node has not ended: an alias here would be a circle */
};

struct yaml_builder {
    yaml_parser_t parser;
    struct arena *arena;
    struct yaml_options options;
    struct diag *diag;
    struct map anchors; /* struct yaml_anchor */
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

/* Registers an anchor before its node is built; *out stays NULL when name is. */
NODISCARD enum err yaml_open_anchor(struct yaml_builder *b, const yaml_char_t *name,
                                    const struct node *node, struct yaml_anchor **out);

/* Its node is complete: aliases may stand for it. anchor may be NULL. */
void yaml_close_anchor(const struct yaml_builder *b, struct yaml_anchor *anchor);

/* The anchor that an alias event names; what it stands for is counted. */
NODISCARD enum err yaml_find_anchor(struct yaml_builder *b, const yaml_event_t *event,
                                    const struct yaml_anchor **out);

/* Builds a node from its first event, reading on to its end. */
NODISCARD enum err yaml_build_value(struct yaml_builder *b, const yaml_event_t *event,
                                    struct node *node);
NODISCARD enum err yaml_build_scalar(struct yaml_builder *b, const yaml_event_t *event,
                                     struct node *node, struct span *spelling);
NODISCARD enum err yaml_build_mapping(struct yaml_builder *b, const yaml_event_t *start,
                                      struct node *object);

#endif
