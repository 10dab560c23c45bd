/* SPDX-License-Identifier: Apache-2.0 */
/* Security requirements, as operations and the root declare them. */
#ifndef POSTERN_CONTRACT_SECURITY_READ_H
#define POSTERN_CONTRACT_SECURITY_READ_H

#include "contract/loader.h"

/* Reads the security array of an operation or of the root; none leaves *out as it is. *fault: why
 * it cannot be understood, or empty. */
NODISCARD enum err security_read(struct loader *loader, const struct spot *holder,
                                 struct security *out, struct span *fault);

#endif
