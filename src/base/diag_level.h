/* SPDX-License-Identifier: Apache-2.0 */
/* What a diagnostic's level is called, in lines and in reports. */
#ifndef POSTERN_BASE_DIAG_LEVEL_H
#define POSTERN_BASE_DIAG_LEVEL_H

#include "base/diag.h"

/* "note", "warning", "error". */
const char *diag_level_word(enum diag_level level);

/* The level of that word. False: there is none. */
bool diag_level_from(struct span word, enum diag_level *out);

#endif
