/* SPDX-License-Identifier: Apache-2.0 */
/* The word before a credential in an Authorization header, which only prose tells. */
#ifndef POSTERN_CONTRACT_PREFIX_H
#define POSTERN_CONTRACT_PREFIX_H

#include "base/span.h"

/* What stands before the credential of an apiKey scheme named Authorization, learned from the
 * scheme's description and, failing that, from its name; empty when the credential stands alone.
 * Points into either text. */
struct span prefix_learn(struct span description, struct span name);

#endif
