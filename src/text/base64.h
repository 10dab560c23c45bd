/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 (RFC 4648), strict: one text for each sequence of bytes, and nothing else is read. */
#ifndef POSTERN_TEXT_BASE64_H
#define POSTERN_TEXT_BASE64_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum base64_form {
    BASE64_URL = 0,    /* "-" and "_", never padded (RFC 7515, section 2) */
    BASE64_PADDED,     /* "+" and "/", padded with "=" (RFC 4648, section 4; Basic, PEM) */
    BASE64_URL_PADDED, /* "-" and "_", padded */
    BASE64_BARE,       /* "+" and "/", never padded */
};

/* The most bytes that len characters of either form can stand for. */
size_t base64_room(size_t len);

/* Reads the whole text into out, which has room for base64_room(text.len) bytes; *len is what it
 * holds. Refuses white space, missing or unwanted padding, characters of the other form, and bits
 * after the last byte that are not zero. Errors: ERR_SYNTAX. */
NODISCARD enum err base64_read(enum base64_form form, struct span text, void *out, size_t *len);

/* The same into the arena, a NUL behind it. Errors: ERR_SYNTAX, ERR_MEMORY. */
NODISCARD enum err base64_decode(struct arena *arena, enum base64_form form, struct span text,
                                 struct span *out);

/* Reads what was meant: either alphabet, padded or not, whatever the bits behind the last byte are.
 * *form: the one that it is written in, as far as it shows (BASE64_URL where nothing does). out as
 * in base64_read. For texts that others wrote and that are to be forged or looked at, never for
 * verifying. Errors: ERR_SYNTAX. */
NODISCARD enum err base64_read_loose(struct span text, void *out, size_t *len,
                                     enum base64_form *form);

/* The same into the arena, a NUL behind it. Errors: ERR_SYNTAX, ERR_MEMORY. */
NODISCARD enum err base64_decode_loose(struct arena *arena, struct span text, struct span *out,
                                       enum base64_form *form);

/* The form of a text that has parts of both: padded where one is, "+" and "/" where one has them.
 */
enum base64_form base64_both(enum base64_form a, enum base64_form b);

/* Appends the text of data. */
void base64_write(struct buf *out, enum base64_form form, struct span data);

/* The text in the arena, a NUL behind it; {NULL, 0} without memory. */
struct span base64_encode(struct arena *arena, enum base64_form form, struct span data);

#endif
