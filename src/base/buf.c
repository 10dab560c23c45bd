/* SPDX-License-Identifier: Apache-2.0 */
/* A buffer that doubles. */
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

void buf_free(struct buf *buf) {
    free(buf->data);
    *buf = (struct buf){0};
}

void buf_clear(struct buf *buf) {
    buf->len = 0;
    buf->failed = false;
}

static bool reserve(struct buf *buf, size_t more) {
    if (buf->failed) {
        return false;
    }
    if (more <= buf->room - buf->len) {
        return true;
    }
    size_t room = buf->room ? buf->room : 256;
    while (room - buf->len < more) {
        if (room > SIZE_MAX / 2) {
            buf->failed = true;
            return false;
        }
        room *= 2;
    }
    char *grown = realloc(buf->data, room);
    if (!grown) {
        buf->failed = true;
        return false;
    }
    buf->data = grown;
    buf->room = room;
    return true;
}

void buf_add(struct buf *buf, struct span s) {
    if (s.len && reserve(buf, s.len)) {
        memcpy(buf->data + buf->len, s.ptr, s.len);
        buf->len += s.len;
    }
}

void buf_text(struct buf *buf, const char *text) {
    buf_add(buf, span_from(text));
}

void buf_byte(struct buf *buf, char byte) {
    if (reserve(buf, 1)) {
        buf->data[buf->len++] = byte;
    }
}

void buf_fill(struct buf *buf, char byte, size_t count) {
    if (count && reserve(buf, count)) {
        memset(buf->data + buf->len, byte, count);
        buf->len += count;
    }
}

void buf_printf(struct buf *buf, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int len = vsnprintf(NULL, 0, format, arguments);
    if (len < 0) {
        buf->failed = true;
    } else if (reserve(buf, (size_t)len + 1)) {
        (void)vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
    va_end(arguments);
}

struct span buf_span(const struct buf *buf) {
    return (struct span){buf->data ? buf->data : "", buf->len};
}

enum err buf_status(const struct buf *buf) {
    return buf->failed ? ERR_MEMORY : OK;
}
