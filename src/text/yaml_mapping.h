/* SPDX-License-Identifier: Apache-2.0 */
/* A YAML mapping under construction: its members, and those that << merges into it. */
#ifndef POSTERN_TEXT_YAML_MAPPING_H
#define POSTERN_TEXT_YAML_MAPPING_H

#include "text/member_set.h"
#include "text/yaml_builder.h"

struct yaml_mapping {
    struct node *object; /* given; tail must point to first */
    struct node *first, **tail;
    struct member_set names;
    VEC(const struct node *) merges; /* the values of << */
};

/* Adds a member, whose key stood in the event. A repeated name is told as a warning, and both stay.
 */
NODISCARD enum err yaml_mapping_add(struct yaml_builder *b, struct yaml_mapping *m,
                                    const yaml_event_t *key, struct node *member);

/* No more members stand in the text: adds those that << names, and completes the object. */
NODISCARD enum err yaml_mapping_end(struct yaml_builder *b, struct yaml_mapping *m);

#endif
