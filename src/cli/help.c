/* SPDX-License-Identifier: Apache-2.0 */
/* A verb's help, generated from the table that reads its options: examples first. */
#include "cli/options.h"

#include "cli/terminal.h"
#include "report/pen.h"

#include <stdio.h>

enum { COLUMN = 28, GAP = 2 }; /* where the options' texts start */

static void heading(struct pen *pen, const char *text) {
    buf_byte(pen->out, '\n');
    pen_text(pen, TONE_BOLD, text);
    buf_byte(pen->out, '\n');
}

static void examples(struct pen *pen, const char *text) {
    struct span rest = span_from(text);
    while (rest.ptr && rest.len) {
        struct span line = span_cut(&rest, '\n');
        bool comment = span_starts(line, SPAN("#"));
        buf_text(pen->out, comment ? "  " : "    ");
        pen_put(pen, comment ? TONE_DIM : TONE_CALM, line);
        buf_byte(pen->out, '\n');
    }
}

static void row(struct pen *pen, const struct option *option) {
    if (!option->name) {
        heading(pen, option->help);
        return;
    }
    BUF_SCOPE left = {0};
    if (option->letter) {
        buf_printf(&left, "-%c, ", option->letter);
    } else {
        buf_text(&left, "    ");
    }
    buf_printf(&left, "--%s", option->name);
    if (option->value) {
        buf_printf(&left, " %s", option->value);
    }
    buf_fill(pen->out, ' ', GAP);
    struct span shown = buf_span(&left);
    pen_put(pen, TONE_CALM, shown);
    if (shown.len + GAP + GAP > COLUMN) {
        buf_byte(pen->out, '\n');
        buf_fill(pen->out, ' ', COLUMN);
    } else {
        buf_fill(pen->out, ' ', COLUMN - GAP - shown.len);
    }
    pen_wrap(pen, TONE_PLAIN, span_from(option->help), COLUMN);
}

enum err options_help(const struct grammar *grammar) {
    ARENA_SCOPE arena;
    arena_init(&arena, 1 << 20);
    BUF_SCOPE out = {0};
    struct pen pen = {&out, terminal_style(COLOR_AUTO), &arena};
    static const struct option help = {"help", 'h', OPTION_FLAG, 0, NULL, "this text"};
    buf_printf(&out, "postern %s: ", grammar->verb);
    pen_wrap(&pen, TONE_PLAIN, span_from(grammar->summary), 2);
    heading(&pen, "Examples");
    examples(&pen, grammar->examples);
    heading(&pen, "Usage");
    buf_printf(&out, "  postern %s %s\n", grammar->verb, grammar->usage);
    if (!grammar->options_n || grammar->options[0].name) {
        heading(&pen, "Options");
    }
    for (size_t i = 0; i < grammar->options_n; i++) {
        row(&pen, &grammar->options[i]);
    }
    row(&pen, &help);
    if (grammar->notes) {
        buf_byte(&out, '\n');
        pen_wrap(&pen, TONE_PLAIN, span_from(grammar->notes), 0);
    }
    return terminal_print(&out);
}
