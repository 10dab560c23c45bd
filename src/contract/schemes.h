/* SPDX-License-Identifier: Apache-2.0 */
/* Security schemes. */
#ifndef POSTERN_CONTRACT_SCHEMES_H
#define POSTERN_CONTRACT_SCHEMES_H

#include "contract/loader.h"

/* Fills out->schemes and the map of them. A faulty one is told and kept as SCHEME_UNKNOWN. */
NODISCARD enum err schemes_read(struct loader *loader);

#endif
