/* SPDX-License-Identifier: Apache-2.0 */
/* A node of the tree from libyaml's events. */
#ifndef POSTERN_TEXT_YAML_BUILD_H
#define POSTERN_TEXT_YAML_BUILD_H

#include "text/yaml_builder.h"

/* Builds a node from its first event, reading on to its end. */
NODISCARD enum err yaml_build_value(struct yaml_builder *b, const yaml_event_t *event,
                                    struct node *node);

#endif
