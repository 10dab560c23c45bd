/* SPDX-License-Identifier: Apache-2.0 */
/* Paths to operations. */
#ifndef POSTERN_CONTRACT_OPERATIONS_H
#define POSTERN_CONTRACT_OPERATIONS_H

#include "contract/loader.h"

/* Fills out->operations. */
NODISCARD enum err operations_read(struct loader *loader);

#endif
