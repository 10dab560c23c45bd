/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets that everybody knows. */
#ifndef POSTERN_TOKEN_CRACK_KNOWN_H
#define POSTERN_TOKEN_CRACK_KNOWN_H

#include "base/span.h"

/* The list in crack_known.def; the blank secret comes first. Static. */
const struct span *crack_known(size_t *count);

#endif
