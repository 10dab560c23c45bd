/* SPDX-License-Identifier: Apache-2.0 */
/* Leftovers: what the file gives an identity and no scheme of the contract names, and what may be a
 * credential. Where an operation refuses what the contract asks for, it may want that as well. */
#ifndef POSTERN_SCAN_LEFTOVER_H
#define POSTERN_SCAN_LEFTOVER_H

#include "scan/credential/wallet.h"

/* The requirement and what is left over of the identity's, which must come together; *out is NULL
 * where nothing is. It lasts as long as the wallet. Errors: ERR_MEMORY. */
NODISCARD enum err leftover_beside(struct wallet *wallet, const struct identity *identity,
                                   const struct requirement *requirement,
                                   const struct requirement **out);

/* The scheme that stands for a value of that name, and for one behind that word in Authorization;
 * the same each time. NULL without memory. */
const struct scheme *leftover_scheme(struct wallet *wallet, const struct unnamed *unnamed);
const struct scheme *leftover_authorization(struct wallet *wallet, struct span word);

#endif
