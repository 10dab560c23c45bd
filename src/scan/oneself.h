/* SPDX-License-Identifier: Apache-2.0 */
/* Oneself: the id by which the target knows an identity, where an operation asks for a person. */
#ifndef POSTERN_SCAN_ONESELF_H
#define POSTERN_SCAN_ONESELF_H

#include "scan/owned.h"
#include "scan/self.h"

/* The owner's own id for a parameter that asks for a person ("/users/{id}", "?user_id="), where the
 * reader's is another and no list of people shows it to him; out->ids is empty without one. before:
 * the template in front of the parameter; or empty. Errors: ERR_MEMORY. */
NODISCARD enum err oneself_collect(struct arena *arena, const struct listings *listings,
                                   const struct self *owner, const struct self *reader,
                                   struct span parameter, struct span before, struct owned *out);

/* The only placeholder of a template, and what stands in front of it; false: it has none, or
 * several. */
bool oneself_placeholder(struct span template, struct span *name, struct span *before);

#endif
