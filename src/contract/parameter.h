/* SPDX-License-Identifier: Apache-2.0 */
/* One parameter object, and what is read like it. */
#ifndef POSTERN_CONTRACT_PARAMETER_H
#define POSTERN_CONTRACT_PARAMETER_H

#include "contract/loader.h"

/* Reads one, references followed. out->role is DECLARED_NOTHING when it is to be left out, which is
 * told. */
NODISCARD enum err parameter_read(struct loader *loader, const struct spot *spot,
                                  struct declared *out);

/* A value for an object with example or examples, or NULL. */
const struct node *parameter_example(struct loader *loader, const struct spot *object);

#endif
