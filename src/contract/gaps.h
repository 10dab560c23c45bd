/* SPDX-License-Identifier: Apache-2.0 */
/* What of an operation's request cannot be read: parameters and bodies behind broken references. */
#ifndef POSTERN_CONTRACT_GAPS_H
#define POSTERN_CONTRACT_GAPS_H

#include "contract/loader.h"

/* Looks at the parameters and the body of an operation, or at the parameters of a path; the first
 * gap that was found stays. holder: the object that has them. Errors: ERR_MEMORY. */
NODISCARD enum err gaps_look(struct loader *loader, const struct spot *holder, struct span *gap);

#endif
