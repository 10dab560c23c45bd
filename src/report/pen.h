/* SPDX-License-Identifier: Apache-2.0 */
/* The pen: text for a terminal, with tones, widths, cutting and wrapping. Whatever comes from
 * outside goes through pen_clean, so that no escape sequence of a target's reaches the terminal. */
#ifndef POSTERN_REPORT_PEN_H
#define POSTERN_REPORT_PEN_H

#include "base/arena.h"
#include "report/report.h"

/* Tone, SGR parameters (ECMA-48, section 8.3.117). */
#define TONE_LIST(X) \
    X(PLAIN, "")     \
    X(BOLD, "1")     \
    X(DIM, "2")      \
    X(ALARM, "1;31") \
    X(BAD, "31")     \
    X(GOOD, "32")    \
    X(DOUBT, "33")   \
    X(CALM, "36")

#define TONE_ENUM(code, sgr) TONE_##code,
enum tone { TONE_LIST(TONE_ENUM) };
#undef TONE_ENUM

struct pen {
    struct buf *out;
    struct report_style style;
    struct arena *arena; /* for cleaned and cut texts */
};

/* The text with controls and invalid bytes spelled out ("\x1b"); with style.ascii everything else
 * that is not ASCII, too. Without memory: "". */
struct span pen_clean(struct pen *pen, struct span text);

/* Columns of a cleaned text. */
size_t pen_width(struct span clean);

/* A cleaned text of at most that many columns, its middle (or its end) taken out for an ellipsis.
 */
struct span pen_cut_middle(struct pen *pen, struct span clean, size_t columns);
struct span pen_cut_end(struct pen *pen, struct span clean, size_t columns);

/* Writes a cleaned text in a tone. */
void pen_put(struct pen *pen, enum tone tone, struct span clean);
void pen_text(struct pen *pen, enum tone tone, const char *text);

/* Writes it, cut to and padded up to that many columns. */
void pen_cell(struct pen *pen, enum tone tone, struct span clean, size_t columns);

/* Writes a path from anywhere, its middle cut where it would not fit behind that many columns. */
void pen_put_path(struct pen *pen, enum tone tone, struct span path, size_t before);

/* Writes a text from anywhere, wrapped to the style's width, every line after the first indented;
 * ends with a new line. Line breaks in the text are kept, and lines that start with a space are not
 * wrapped (code). The first line is taken to stand at the indent already. */
void pen_wrap(struct pen *pen, enum tone tone, struct span text, size_t indent);

/* "…", " · " and "→", or what ASCII has for them. */
const char *pen_ellipsis(const struct pen *pen);
const char *pen_dot(const struct pen *pen);
const char *pen_arrow(const struct pen *pen);

/* The tone of a severity, of a verdict. */
enum tone tone_of_severity(enum severity severity);
enum tone tone_of_gate(enum gate gate);

#endif
