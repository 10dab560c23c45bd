/* SPDX-License-Identifier: Apache-2.0 */
/* One parameter object. */
#ifndef POSTERN_CONTRACT_PARAMETER_H
#define POSTERN_CONTRACT_PARAMETER_H

#include "contract/parameters.h"

/* Reads one, references followed. out->role is DECLARED_NOTHING when it is to be left out, which is
 * told. */
NODISCARD enum err parameter_read(struct loader *loader, const struct spot *spot,
                                  struct declared *out);

#endif
