/* SPDX-License-Identifier: Apache-2.0 */
/* Trespass by writes. */
#ifndef POSTERN_SCAN_TRESPASS_WRITE_H
#define POSTERN_SCAN_TRESPASS_WRITE_H

#include "scan/trespass.h"

/* The reader addresses an object that only the owner's lists show with a write that cannot succeed:
 * *found: he comes as far as the owner does, and no further with an object that is not there. The
 * owner is asked first, and nothing else is sent where he is served. Errors: ERR_MEMORY,
 * ERR_STOPPED, ERR_BUDGET. */
NODISCARD enum err trespass_write(struct trespass *trespass, bool *asked, bool *found);

#endif
