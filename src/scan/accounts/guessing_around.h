/* SPDX-License-Identifier: Apache-2.0 */
/* Ways around a limit of guesses: other addresses, other spellings of the same name. */
#ifndef POSTERN_SCAN_GUESSING_AROUND_H
#define POSTERN_SCAN_GUESSING_AROUND_H

#include "scan/accounts/guessing.h"

struct way_around {
    struct span cause;   /* {NULL, 0}: none was found */
    struct span message; /* a sentence */
};

/* Looks for a way around the limit that the last guess met: asked plainly it still holds, and
 * asked so it does not. Errors: as survey_fetch. */
NODISCARD enum err guessing_around(struct guessing *guessing, struct way_around *out);

#endif
