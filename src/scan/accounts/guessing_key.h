/* SPDX-License-Identifier: Apache-2.0 */
/* Guessing at keys that are short enough for it. */
#ifndef POSTERN_SCAN_GUESSING_KEY_H
#define POSTERN_SCAN_GUESSING_KEY_H

#include "scan/accounts/guessing.h"

/* The keys of the scheme, where the identity's own is a number of at most eight digits. *open: as
 * many wrong ones as may be guessed were refused alike, and his still opens. Errors: as
 * survey_fetch. */
NODISCARD enum err guessing_key(struct survey *survey, const struct identity *identity,
                                const struct scheme *scheme, struct guessing *out, bool *open);

#endif
