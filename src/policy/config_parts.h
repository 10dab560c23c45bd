/* SPDX-License-Identifier: Apache-2.0 */
/* The members of one scheme, one operation, one header of the configuration. */
#ifndef POSTERN_POLICY_CONFIG_PARTS_H
#define POSTERN_POLICY_CONFIG_PARTS_H

#include "policy/config.h"

/* All tell what is wrong. Errors: ERR_MEMORY. */
NODISCARD enum err config_parts_scheme(const struct member_reader *reader, const struct node *node,
                                       struct config_scheme *out);
NODISCARD enum err config_parts_operation(const struct member_reader *reader,
                                          const struct node *node, struct config_operation *out);
void config_parts_identity(const struct member_reader *reader, const struct node *node,
                           struct config_identity *out);

void config_parts_assertion(const struct member_reader *reader, const struct node *node,
                            struct config_assertion *out);

/* A realm goes between quotes as it is. */
void config_parts_realm(const struct member_reader *reader, const struct node *node,
                        struct span realm);

#endif
