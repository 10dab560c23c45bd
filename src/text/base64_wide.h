/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 by 32 characters a step, where the processor has AVX2. For base64.c. */
#ifndef POSTERN_TEXT_BASE64_WIDE_H
#define POSTERN_TEXT_BASE64_WIDE_H

#include "text/base64.h"

/* Reads as many characters from the start of text as it can, a multiple of 32 (or none), and leaves
 * the end to others; to has base64_room(text.len) bytes. *sound turns false when one of them is no
 * digit of the form. */
size_t base64_wide(enum base64_form form, struct span text, uint8_t *to, bool *sound);

#endif
