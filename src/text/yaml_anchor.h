/* SPDX-License-Identifier: Apache-2.0 */
/* Anchors and aliases of a YAML document. */
#ifndef POSTERN_TEXT_YAML_ANCHOR_H
#define POSTERN_TEXT_YAML_ANCHOR_H

#include "text/yaml_builder.h"

struct yaml_anchor {
    const struct node *node;
    struct span spelling; /* of a scalar */
    size_t nodes;         /* all that the node holds, aliases spelled out */
    bool open;            /* its node has not ended: an alias here would be a circle */
};

/* Registers an anchor before its node is built; *out stays NULL when name is. */
NODISCARD enum err yaml_open_anchor(struct yaml_builder *b, const yaml_char_t *name,
                                    const struct node *node, struct yaml_anchor **out);

/* Its node is complete: aliases may stand for it. anchor may be NULL. */
void yaml_close_anchor(const struct yaml_builder *b, struct yaml_anchor *anchor);

/* The anchor that an alias event names; what it stands for is counted. */
NODISCARD enum err yaml_find_anchor(struct yaml_builder *b, const yaml_event_t *event,
                                    const struct yaml_anchor **out);

#endif
