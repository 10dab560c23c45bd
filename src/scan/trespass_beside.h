/* SPDX-License-Identifier: Apache-2.0 */
/* Trespass on what the scan made, by operations that do not stand below its collection. */
#ifndef POSTERN_SCAN_TRESPASS_BESIDE_H
#define POSTERN_SCAN_TRESPASS_BESIDE_H

#include "scan/trespass.h"

/* The reader sends the operation with the owner's object named in its query or body, where it asks
 * for one. *found: he is served it, or the owner finds it changed or gone. Errors: ERR_MEMORY,
 * ERR_STOPPED, ERR_BUDGET. */
NODISCARD enum err trespass_beside(struct trespass *trespass, const struct operation *create,
                                   bool *found);

#endif
