/* SPDX-License-Identifier: Apache-2.0 */
/* Dividing a line among verdict, operation and credentials. */
#include "report/text_layout.h"

enum {
    WIDE = 100,         /* from this width on, words are not abbreviated */
    VERDICT_WIDE = 12,  /* "inconclusive" */
    VERDICT_NARROW = 8, /* "enforced" */
    CELL = 4,           /* "OPEN", "?302" */
    NAME_WIDE = 12,     /* of an identity's name shown */
    NAME_NARROW = 7,
    PATH_WIDE = 40, /* columns that a path should have before identities get any of their own */
    PATH_NARROW = 28,
    PATH_LEAST = 24,
    REASON_WIDE = 26, /* of a column for reasons, when there are any */
    REASON_NARROW = 16,
    PATH_UNCUT = 72, /* where nothing is cut */
    COLUMNS_UNCUT = 100,
    VALID_LEAST = 10, /* of the column for all identities */
    VALID_MOST = 24,
};

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

bool layout_is_row(const struct operation_result *operation) {
    return operation->gate != GATE_UNTESTED;
}

void layout_put_path(struct pen *pen, enum tone tone, struct span path, size_t columns) {
    struct span clean = pen_clean(pen, path);
    if (!pen->style.uncut) {
        clean = pen_cut_middle(pen, clean, columns);
    }
    size_t width = pen_width(clean);
    pen_put(pen, tone, clean);
    buf_fill(pen->out, ' ', width < columns ? columns - width : 0);
}

struct span layout_title(struct pen *pen, const struct layout *layout, size_t column) {
    const struct column *at = &layout->matrix.columns.at[column];
    struct span title = pen_clean(pen, layout->wide ? at->title : at->brief);
    return pen_cut_end(pen, title, layout->wide ? NAME_WIDE : NAME_NARROW);
}

size_t layout_width(struct pen *pen, const struct layout *layout, size_t column) {
    return larger(CELL, pen_width(layout_title(pen, layout, column)));
}

/* Identities from a column on that got the same mark as it; 0 when one before it did. */
static size_t alike(const struct layout *layout, const struct operation_result *operation,
                    size_t column) {
    char text[MARK_TEXT], other[MARK_TEXT];
    struct span mark =
        span_from(matrix_mark_text(operation, &layout->matrix.columns.at[column], text));
    size_t count = 0;
    for (size_t i = layout->shown; i < layout->matrix.columns.n; i++) {
        const struct column *at = &layout->matrix.columns.at[i];
        if (span_equal(mark, span_from(matrix_mark_text(operation, at, other)))) {
            if (i < column) {
                return 0;
            }
            count++;
        }
    }
    return count;
}

struct span layout_valid(struct pen *pen, const struct layout *layout,
                         const struct operation_result *operation) {
    BUF_SCOPE out = {0};
    for (size_t i = layout->shown; i < layout->matrix.columns.n; i++) {
        const struct column *column = &layout->matrix.columns.at[i];
        char text[MARK_TEXT];
        size_t count = alike(layout, operation, i);
        if (matrix_mark(operation, column) == MARK_NONE || !count) {
            continue;
        }
        buf_text(&out, out.len ? ", " : "");
        buf_printf(&out, "%s ", matrix_mark_text(operation, column, text));
        buf_add(&out, column->title);
        if (count > 1) {
            buf_printf(&out, "+%zu", count - 1);
        }
    }
    return out.len ? pen_clean(pen, arena_dup(pen->arena, buf_span(&out))) : SPAN("-");
}

static size_t columns_width(struct pen *pen, const struct layout *layout, size_t count) {
    size_t width = 0;
    for (size_t i = 0; i < count; i++) {
        width += LAYOUT_GAP + layout_width(pen, layout, i);
    }
    return width;
}

static size_t intruders(const struct matrix *matrix) {
    size_t count = 0;
    while (count < matrix->columns.n && matrix->columns.at[count].intruder) {
        count++;
    }
    return count;
}

static size_t widest_valid(struct pen *pen, const struct layout *layout,
                           const struct result *result) {
    size_t width = VALID_LEAST;
    for (size_t i = 0; i < result->operations.n && width < VALID_MOST; i++) {
        if (layout_is_row(&result->operations.at[i])) {
            width = larger(width, pen_width(layout_valid(pen, layout, &result->operations.at[i])));
        }
    }
    return smaller(width, VALID_MOST);
}

/* Columns for the credentials, and what is left for the path. */
static void divide(struct pen *pen, const struct result *result, struct layout *layout, size_t room,
                   size_t path) {
    size_t wanted = smaller(path, layout->wide ? PATH_WIDE : PATH_NARROW);
    layout->shown = layout->matrix.columns.n;
    size_t used = columns_width(pen, layout, layout->shown);
    if (pen->style.uncut ? used > COLUMNS_UNCUT : used + wanted > room) {
        layout->shown = intruders(&layout->matrix);
        used = columns_width(pen, layout, layout->shown);
        size_t rest = room > used + wanted + LAYOUT_GAP ? room - used - wanted - LAYOUT_GAP : 0;
        layout->valid = larger(VALID_LEAST, smaller(widest_valid(pen, layout, result), rest));
        used += LAYOUT_GAP + layout->valid;
    }
    layout->path = smaller(path, room > used ? room - used : 1);
    if (pen->style.uncut) { /* a longer one widens its own row alone */
        layout->path = larger(layout->path, smaller(path, PATH_UNCUT));
    }
}

enum err layout_of(struct pen *pen, const struct result *result, const struct matrix *matrix,
                   size_t reason, struct layout *out) {
    *out = (struct layout){.matrix = *matrix, .wide = pen->style.width >= WIDE};
    out->reason = smaller(reason, out->wide ? REASON_WIDE : REASON_NARROW);
    size_t method = 0, path = 0;
    for (size_t i = 0; i < result->operations.n; i++) {
        const struct operation_result *operation = &result->operations.at[i];
        if (layout_is_row(operation)) {
            method = larger(method, pen_width(pen_clean(pen, operation->method)));
            path = larger(path, pen_width(pen_clean(pen, operation->path)));
        }
    }
    out->verdict = out->wide ? VERDICT_WIDE : VERDICT_NARROW;
    out->method = smaller(larger(method, 4), out->verdict);
    size_t fixed = 1 + out->verdict + LAYOUT_GAP + out->method + 1;
    fixed += out->reason ? LAYOUT_GAP + out->reason : 0;
    divide(pen, result, out, pen->style.width - fixed, larger(path, PATH_LEAST));
    return OK;
}
