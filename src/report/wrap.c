/* SPDX-License-Identifier: Apache-2.0 */
/* Wrapping text into a column. */
#include "report/pen.h"

enum { NARROWEST = 24 }; /* columns of text, however deep the indent */

static size_t room_for(const struct pen *pen, size_t indent) {
    size_t width = pen->style.width;
    return width > indent + NARROWEST ? width - indent : NARROWEST;
}

static void new_line(struct pen *pen, size_t indent) {
    buf_byte(pen->out, '\n');
    buf_fill(pen->out, ' ', indent);
}

/* One line of the text, word by word. */
static void wrap_line(struct pen *pen, enum tone tone, struct span clean, size_t indent) {
    size_t room = room_for(pen, indent), used = 0;
    while (clean.ptr) {
        struct span word = span_cut(&clean, ' ');
        size_t width = pen_width(word);
        if (!word.len) {
            continue;
        }
        if (used && used + 1 + width > room) {
            new_line(pen, indent);
            used = 0;
        }
        if (used) {
            buf_byte(pen->out, ' ');
            used++;
        }
        pen_put(pen, tone, word);
        used += width;
    }
}

void pen_wrap(struct pen *pen, enum tone tone, struct span text, size_t indent) {
    text = span_trim(text);
    bool first = true;
    while (text.ptr && text.len) {
        struct span line = span_cut(&text, '\n');
        if (!first) {
            buf_byte(pen->out, '\n');
            buf_fill(pen->out, ' ', line.len ? indent : 0);
        }
        first = false;
        if (line.len && line.ptr[0] == ' ') {
            pen_put(pen, tone, pen_clean(pen, line));
        } else {
            wrap_line(pen, tone, pen_clean(pen, line), indent);
        }
    }
    buf_byte(pen->out, '\n');
}
