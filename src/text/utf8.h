/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 (RFC 3629), read one character at a time from bytes that may be anything. */
#ifndef POSTERN_TEXT_UTF8_H
#define POSTERN_TEXT_UTF8_H

#include "base/buf.h"

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_MOST = 4 /* bytes of the longest character */ };

/* Reads the character at s.ptr[at] and gives the bytes it takes, at least 1; at must be inside s.
 * Bytes that are no character (overlong, surrogate, above U+10FFFF, cut off) are one replacement
 * for each longest part that could have started one (Unicode 15, section 3.9). valid may be NULL.
 */
size_t utf8_next(struct span s, size_t at, uint32_t *code, bool *valid);

/* True for what must not reach a terminal or an editor as it is: C0 and C1 controls, DEL, line and
 * paragraph separators, and the characters that turn the direction of writing. */
bool utf8_is_control(uint32_t code);

/* Columns that a terminal gives a character: 0 (combining), 1 or 2 (East Asian wide, emoji). */
unsigned utf8_width(uint32_t code);

/* Bytes of the character that s starts with (1 to 4); 0 when s is empty or does not start with one.
 */
size_t utf8_sequence(struct span s);

/* Position of the first byte that is no character's; SIZE_MAX when there is none. */
size_t utf8_invalid(struct span s);

/* Writes one character, which must be one, and gives the bytes written. */
size_t utf8_encode(uint32_t code, char out[UTF8_MOST]);

/* Appends one character. */
void utf8_put(struct buf *out, uint32_t code);

#endif
