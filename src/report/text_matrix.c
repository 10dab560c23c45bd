/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix for a terminal: a line an operation, a column a credential. */
#include "report/text_parts.h"

enum {
    GAP = 2,
    WIDE = 100,         /* from this width on, words are not abbreviated */
    VERDICT_WIDE = 12,  /* "inconclusive" */
    VERDICT_NARROW = 8, /* "enforced" */
    CELL = 4,           /* "OPEN", "?302" */
    NAME_WIDE = 12,     /* of an identity's name shown */
    NAME_NARROW = 7,
    PATH_LEAST = 26,
};

/* Where everything stands. */
struct layout {
    struct matrix matrix;
    size_t shown; /* columns that fit */
    size_t verdict, method, path;
    bool wide;
};

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static bool is_row(const struct operation_result *operation) {
    return operation->gate != GATE_UNTESTED;
}

static struct span column_title(struct pen *pen, const struct layout *layout,
                                const struct column *column) {
    struct span title = pen_clean(pen, layout->wide ? column->title : column->brief);
    return pen_cut_end(pen, title, layout->wide ? NAME_WIDE : NAME_NARROW);
}

static size_t column_width(struct pen *pen, const struct layout *layout, size_t index) {
    struct span title = column_title(pen, layout, &layout->matrix.columns.at[index]);
    return larger(CELL, pen_width(title));
}

/* Columns from the left until the path would become too short to be told from others. */
static size_t choose_columns(struct pen *pen, struct layout *layout, size_t fixed, size_t path) {
    size_t room = pen->style.width, used = fixed + smaller(path, PATH_LEAST), shown = 0;
    while (shown < layout->matrix.columns.n) {
        used += GAP + column_width(pen, layout, shown);
        if (used > room) {
            break;
        }
        shown++;
    }
    return shown;
}

static void lay_out(struct pen *pen, const struct result *result, struct layout *layout) {
    size_t method = 0, path = sizeof("operation") - 1, columns = 0;
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        if (is_row(operation)) {
            method = larger(method, pen_width(pen_clean(pen, operation->method)));
            path = larger(path, pen_width(pen_clean(pen, operation->path)));
        }
    }
    layout->wide = pen->style.width >= WIDE;
    layout->verdict = layout->wide ? VERDICT_WIDE : VERDICT_NARROW;
    layout->method = smaller(method, layout->verdict);
    size_t fixed = 1 + layout->verdict + GAP + layout->method + 1;
    layout->shown = choose_columns(pen, layout, fixed, path);
    for (size_t i = 0; i < layout->shown; i++) {
        columns += GAP + column_width(pen, layout, i);
    }
    size_t rest = pen->style.width > fixed + columns ? pen->style.width - fixed - columns : 1;
    layout->path = smaller(path, larger(rest, 1));
}

static void header(struct pen *pen, const struct layout *layout) {
    buf_byte(pen->out, ' ');
    pen_cell(pen, TONE_DIM, SPAN("verdict"), layout->verdict + GAP);
    pen_cell(pen, TONE_DIM, SPAN("operation"), layout->method + 1 + layout->path);
    for (size_t i = 0; i < layout->shown; i++) {
        buf_fill(pen->out, ' ', GAP);
        struct span title = column_title(pen, layout, &layout->matrix.columns.at[i]);
        bool last = i + 1 == layout->shown;
        pen_cell(pen, TONE_DIM, title, last ? pen_width(title) : column_width(pen, layout, i));
    }
    buf_byte(pen->out, '\n');
}

static enum tone mark_tone(enum mark mark) {
    switch (mark) {
    case MARK_NONE:
    case MARK_DENIED:
        return TONE_DIM;
    case MARK_UNCLEAR:
        return TONE_DOUBT;
    case MARK_SERVED:
        return TONE_GOOD;
    case MARK_BREACHED:
        return TONE_ALARM;
    }
    return TONE_PLAIN;
}

static void row(struct pen *pen, const struct layout *layout,
                const struct operation_result *operation) {
    bool open = operation->gate == GATE_OPEN;
    bool brief = !layout->wide && operation->gate == GATE_INCONCLUSIVE;
    buf_byte(pen->out, ' ');
    pen_cell(pen, tone_of_gate(operation->gate),
             span_from(brief ? "unclear" : gate_word(operation->gate)), layout->verdict);
    buf_fill(pen->out, ' ', GAP);
    pen_cell(pen, TONE_PLAIN, pen_clean(pen, operation->method), layout->method + 1);
    struct span path = pen_cut_middle(pen, pen_clean(pen, operation->path), layout->path);
    pen_cell(pen, open ? TONE_BOLD : TONE_PLAIN, path, layout->path);
    for (size_t i = 0; i < layout->shown; i++) {
        const struct column *column = &layout->matrix.columns.at[i];
        char text[MARK_TEXT];
        struct span mark = span_from(matrix_mark_text(operation, column, text));
        bool last = i + 1 == layout->shown;
        buf_fill(pen->out, ' ', GAP);
        pen_cell(pen, mark_tone(matrix_mark(operation, column)), mark,
                 last ? mark.len : column_width(pen, layout, i));
    }
    buf_byte(pen->out, '\n');
}

/* All operations of one verdict, in the contract's order. */
static void rows(struct pen *pen, const struct result *result, const struct layout *layout,
                 enum gate gate) {
    bool any = false;
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        if (operation->gate == gate && is_row(operation)) {
            if (!any) {
                buf_byte(pen->out, '\n');
            }
            row(pen, layout, operation);
            any = true;
        }
    }
}

static void legend(struct pen *pen, const struct layout *layout) {
    buf_text(pen->out, "\n ");
    pen_wrap(pen, TONE_DIM,
             SPAN("OPEN = served, must not be; ok = served; 401 = refused with that status; "
                  "? = unclear; - = not asked"),
             1);
    if (!layout->wide) {
        buf_byte(pen->out, ' ');
        pen_wrap(pen, TONE_DIM,
                 SPAN("anon = no credential; garb = a worthless one; wrong = one of another "
                      "scheme; unclear = inconclusive"),
                 1);
    }
    if (layout->shown < layout->matrix.columns.n) {
        size_t hidden = layout->matrix.columns.n - layout->shown;
        struct span more = arena_printf(
            pen->arena, "%zu more column%s: a wider terminal, or -o report.html, shows them",
            hidden, hidden == 1 ? "" : "s");
        buf_byte(pen->out, ' ');
        pen_wrap(pen, TONE_DOUBT, more, 1);
    }
}

enum err text_matrix(struct pen *pen, const struct result *result) {
    struct layout layout = {0};
    TRY(matrix_of(result, pen->arena, &layout.matrix));
    struct tally tally = matrix_tally(result);
    if (result->operations.n == tally.gates[GATE_UNTESTED]) {
        return OK;
    }
    lay_out(pen, result, &layout);
    buf_byte(pen->out, '\n');
    header(pen, &layout);
    for (size_t i = 0; i < GATES; i++) {
        rows(pen, result, &layout, matrix_gate_order[i]);
    }
    legend(pen, &layout);
    return OK;
}
