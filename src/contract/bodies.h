/* SPDX-License-Identifier: Apache-2.0 */
/* Request bodies. */
#ifndef POSTERN_CONTRACT_BODIES_H
#define POSTERN_CONTRACT_BODIES_H

#include "contract/loader.h"

/* Gives an operation its bodies: 3.x from requestBody, 2.0 from the list and consumes. */
NODISCARD enum err bodies_give(struct loader *loader, const struct spot *spot,
                               const struct declared_list *list, struct operation *out);

#endif
