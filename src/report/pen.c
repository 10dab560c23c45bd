/* SPDX-License-Identifier: Apache-2.0 */
/* Tones, cleaning, and cutting to columns. */
#include "report/pen.h"

#include "base/mutant.h"
#include "text/utf8.h"

#include <inttypes.h>

const char *pen_ellipsis(const struct pen *pen) {
    return pen->style.ascii ? ".." : "\xE2\x80\xA6";
}

const char *pen_dot(const struct pen *pen) {
    return pen->style.ascii ? " - " : " \xC2\xB7 ";
}

const char *pen_arrow(const struct pen *pen) {
    return pen->style.ascii ? "->" : "\xE2\x86\x92";
}

static void spell_out(struct buf *out, uint32_t code) {
    switch (code) {
    case '\n':
        buf_text(out, "\\n");
        break;
    case '\r':
        buf_text(out, "\\r");
        break;
    case '\t':
        buf_text(out, "\\t");
        break;
    default:
        buf_printf(out, code > 0xFF ? "\\u%04" PRIx32 : "\\x%02" PRIx32, code);
        break;
    }
}

static bool is_plain(struct span text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < ' ' || text.ptr[i] > '~') {
            return false;
        }
    }
    return true;
}

struct span pen_clean(struct pen *pen, struct span text) {
    if (is_plain(text)) {
        return text;
    }
    BUF_SCOPE out = {0};
    for (size_t at = 0; at < text.len;) {
        uint32_t code;
        bool valid;
        size_t len = utf8_next(text, at, &code, &valid);
        if (!valid) {
            for (size_t i = 0; i < len; i++) {
                spell_out(&out, (unsigned char)text.ptr[at + i]);
            }
        } else if ((utf8_is_control(code) && !MUTANT(pen_control)) ||
                   (pen->style.ascii && code > '~')) {
            spell_out(&out, code);
        } else {
            buf_add(&out, span_slice(text, at, len));
        }
        at += len;
    }
    return arena_dup(pen->arena, buf_span(&out));
}

/* Bytes of the longest start that fits into the columns. */
static size_t fitting(struct span clean, size_t columns) {
    size_t at = 0, width = 0;
    while (at < clean.len) {
        uint32_t code;
        size_t len = utf8_next(clean, at, &code, NULL);
        width += utf8_width(code);
        if (width > columns) {
            break;
        }
        at += len;
    }
    return at;
}

size_t pen_width(struct span clean) {
    size_t width = 0;
    for (size_t at = 0; at < clean.len;) {
        uint32_t code;
        at += utf8_next(clean, at, &code, NULL);
        width += utf8_width(code);
    }
    return width;
}

/* Bytes to leave out from the start, so that the rest fits into the columns. */
static size_t fitting_end(struct span clean, size_t columns) {
    size_t width = pen_width(clean), at = 0;
    while (at < clean.len && width > columns) {
        uint32_t code;
        at += utf8_next(clean, at, &code, NULL);
        width -= utf8_width(code);
    }
    return at;
}

static struct span cut(struct pen *pen, struct span clean, size_t columns, size_t tail) {
    struct span ellipsis = span_from(pen_ellipsis(pen));
    size_t width = pen_width(ellipsis);
    if (pen_width(clean) <= columns || columns < width) {
        return span_slice(clean, 0, fitting(clean, columns));
    }
    size_t room = columns - width;
    tail = tail > room ? room : tail;
    struct span start = span_slice(clean, 0, fitting(clean, room - tail));
    struct span end = span_from_index(clean, fitting_end(clean, tail));
    return arena_printf(pen->arena, "%.*s%.*s%.*s", SPAN_ARG(start), SPAN_ARG(ellipsis),
                        SPAN_ARG(end));
}

struct span pen_cut_middle(struct pen *pen, struct span clean, size_t columns) {
    return cut(pen, clean, columns, columns * 3 / 5);
}

struct span pen_cut_end(struct pen *pen, struct span clean, size_t columns) {
    return cut(pen, clean, columns, 0);
}

static const char *sgr(enum tone tone) {
    switch (tone) {
#define TONE_SGR(code, parameters) \
    case TONE_##code:              \
        return parameters;
        TONE_LIST(TONE_SGR)
#undef TONE_SGR
    }
    return "";
}

void pen_put(struct pen *pen, enum tone tone, struct span clean) {
    bool toned = pen->style.color && tone != TONE_PLAIN && clean.len;
    if (toned) {
        buf_printf(pen->out, "\x1b[%sm", sgr(tone));
    }
    buf_add(pen->out, clean);
    if (toned) {
        buf_text(pen->out, "\x1b[0m");
    }
}

void pen_text(struct pen *pen, enum tone tone, const char *text) {
    pen_put(pen, tone, span_from(text));
}

void pen_cell(struct pen *pen, enum tone tone, struct span clean, size_t columns) {
    struct span shown = pen_cut_end(pen, clean, columns);
    pen_put(pen, tone, shown);
    buf_fill(pen->out, ' ', columns - pen_width(shown));
}

void pen_put_path(struct pen *pen, enum tone tone, struct span path, size_t before) {
    struct span clean = pen_clean(pen, path);
    size_t room = pen->style.width > before ? pen->style.width - before : 1;
    pen_put(pen, tone,
            pen->style.uncut && !MUTANT(pipe_cut) ? clean : pen_cut_middle(pen, clean, room));
}

enum tone tone_of_severity(enum severity severity) {
    switch (severity) {
    case SEVERITY_INFO:
        return TONE_DIM;
    case SEVERITY_LOW:
        return TONE_CALM;
    case SEVERITY_MEDIUM:
        return TONE_DOUBT;
    case SEVERITY_HIGH:
        return TONE_BAD;
    case SEVERITY_CRITICAL:
        return TONE_ALARM;
    }
    return TONE_PLAIN;
}

enum tone tone_of_gate(enum gate gate) {
    switch (gate) {
    case GATE_UNTESTED:
        return TONE_DIM;
    case GATE_ENFORCED:
        return TONE_GOOD;
    case GATE_OPEN:
        return TONE_ALARM;
    case GATE_PUBLIC:
        return TONE_CALM;
    case GATE_INCONCLUSIVE:
        return TONE_DOUBT;
    }
    return TONE_PLAIN;
}
