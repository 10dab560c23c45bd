/* SPDX-License-Identifier: Apache-2.0 */
/* Oneself: the id by which the target knows an identity, as "/me" tells it. */
#ifndef POSTERN_SCAN_ONESELF_H
#define POSTERN_SCAN_ONESELF_H

#include "scan/owned.h"

/* The owner's own id for an operation on a person ("/users/{id}"), where the reader's is another
 * and no list of people shows it to him; out->ids is empty without one. Errors: ERR_MEMORY. */
NODISCARD enum err oneself_collect(struct arena *arena, const struct listings *listings,
                                   const struct identity *owner, const struct identity *reader,
                                   const struct operation *operation, struct owned *out);

#endif
