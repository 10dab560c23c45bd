/* SPDX-License-Identifier: Apache-2.0 */
/* Text under construction, on the heap; a failure sticks and is asked for once, at the end. */
#ifndef POSTERN_BASE_BUF_H
#define POSTERN_BASE_BUF_H

#include "base/err.h"
#include "base/span.h"

#include <stdarg.h>

/* Zero is the empty buffer. */
struct buf {
    char *data;
    size_t len, room;
    bool failed; /* without memory; what was added since is lost */
};

#define BUF_SCOPE __attribute__((cleanup(buf_free))) struct buf

void buf_free(struct buf *buf);

/* Empties it, keeps the memory, forgets a failure. */
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, struct span s);
void buf_text(struct buf *buf, const char *text);
void buf_byte(struct buf *buf, char byte);
void buf_fill(struct buf *buf, char byte, size_t count);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What was built, valid until the next change; not ended by NUL. */
struct span buf_span(const struct buf *buf);

/* ERR_MEMORY when something was lost. */
NODISCARD enum err buf_status(const struct buf *buf);

#endif
