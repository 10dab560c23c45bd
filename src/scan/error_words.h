/* SPDX-License-Identifier: Apache-2.0 */
/* Errors that say no more than their status does. */
#ifndef POSTERN_SCAN_ERROR_WORDS_H
#define POSTERN_SCAN_ERROR_WORDS_H

#include "base/span.h"

/* True for a text that tells which error it is: words beyond a status's own ("400 Bad Request",
 * "invalid_request"), a link or a date. Two different errors can share what is not telling. */
bool error_words_tell(struct span text);

#endif
