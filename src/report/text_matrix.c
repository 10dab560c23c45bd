/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix for a terminal: a line an operation, a column a credential. */
#include "base/mutant.h"
#include "report/text_groups.h"
#include "report/text_layout.h"
#include "report/text_parts.h"
#include "report/text_why_open.h"

#include <stdlib.h>

enum {
    FOLD_FROM = 40,  /* operations of one verdict, before they are grouped */
    OPEN_ROWS = 20,  /* that are shown of them then */
    OTHER_ROWS = 10, /* so that the findings come within the first screens */
};

static void header(struct pen *pen, const struct layout *layout) {
    buf_byte(pen->out, ' ');
    pen_cell(pen, TONE_DIM, SPAN("verdict"), layout->verdict + LAYOUT_GAP);
    pen_cell(pen, TONE_DIM, SPAN("operation"), layout->method + 1 + layout->path);
    for (size_t i = 0; i < layout->shown; i++) {
        struct span title = layout_title(pen, layout, i);
        bool last = i + 1 == layout->shown && !layout->valid;
        buf_fill(pen->out, ' ', LAYOUT_GAP);
        pen_cell(pen, TONE_DIM, title, last ? pen_width(title) : layout_width(pen, layout, i));
    }
    if (layout->valid) {
        buf_fill(pen->out, ' ', LAYOUT_GAP);
        pen_text(pen, TONE_DIM, "valid");
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

/* more: another column follows, so that the last one is filled up. */
static void marks(struct pen *pen, const struct layout *layout,
                  const struct operation_result *operation, bool more) {
    for (size_t i = 0; i < layout->shown; i++) {
        const struct column *column = &layout->matrix.columns.at[i];
        char text[MARK_TEXT];
        struct span mark = span_from(matrix_mark_text(operation, column, text));
        bool last = i + 1 == layout->shown && !layout->valid && !more;
        buf_fill(pen->out, ' ', LAYOUT_GAP);
        pen_cell(pen, mark_tone(matrix_mark(operation, column)), mark,
                 last ? mark.len : layout_width(pen, layout, i));
    }
    if (layout->valid) {
        struct span valid = layout_valid(pen, layout, operation);
        bool served = span_starts(valid, SPAN("ok"));
        valid = pen->style.uncut ? valid : pen_cut_end(pen, valid, layout->valid);
        size_t width = pen_width(valid);
        buf_fill(pen->out, ' ', LAYOUT_GAP);
        pen_put(pen, served ? TONE_GOOD : TONE_DIM, valid);
        buf_fill(pen->out, ' ', more && width < layout->valid ? layout->valid - width : 0);
    }
}

static void verdict(struct pen *pen, const struct layout *layout, enum gate gate) {
    bool brief = !layout->wide && gate == GATE_INCONCLUSIVE;
    buf_byte(pen->out, ' ');
    pen_cell(pen, tone_of_gate(gate), span_from(brief ? "unclear" : gate_word(gate)),
             layout->verdict + LAYOUT_GAP);
}

/* Why the row is open where its cells do not say so, cut into the last column. */
static void reason(struct pen *pen, const struct layout *layout, struct span text) {
    if (text.len) {
        struct span clean = pen_clean(pen, text);
        buf_fill(pen->out, ' ', LAYOUT_GAP);
        pen_put(pen, TONE_BAD, pen->style.uncut ? clean : pen_cut_end(pen, clean, layout->reason));
    }
    buf_byte(pen->out, '\n');
}

static void row(struct pen *pen, const struct layout *layout,
                const struct operation_result *operation, struct span why) {
    verdict(pen, layout, operation->gate);
    pen_cell(pen, TONE_PLAIN, pen_clean(pen, operation->method), layout->method + 1);
    layout_put_path(pen, operation->gate == GATE_OPEN ? TONE_BOLD : TONE_PLAIN, operation->path,
                    layout->path);
    marks(pen, layout, operation, why.len > 0);
    reason(pen, layout, why);
}

static void group_row(struct pen *pen, const struct layout *layout, const struct group *group) {
    struct span count = arena_printf(pen->arena, "  %zu operations", group->operations.n);
    size_t room = layout->method + 1 + layout->path, used = pen_width(count);
    struct span path = pen_clean(pen, group->prefix);
    if (!pen->style.uncut || MUTANT(group_cut)) {
        path = pen_cut_middle(pen, path, room - used);
    }
    verdict(pen, layout, group->operations.at[0]->gate);
    pen_put(pen, TONE_PLAIN, path);
    size_t left = room > pen_width(path) ? room - pen_width(path) : 0;
    pen_cell(pen, TONE_DIM, count, left > used ? left : used);
    marks(pen, layout, group->operations.at[0], group->reason.len > 0);
    reason(pen, layout, group->reason);
}

static void show_group(struct pen *pen, const struct layout *layout, const struct group *group) {
    if (group->operations.n > GROUP_LEAST && !MUTANT(rows_one_by_one)) {
        group_row(pen, layout, group);
        return;
    }
    for (size_t i = 0; i < group->operations.n; i++) {
        row(pen, layout, group->operations.at[i], group->reason);
    }
}

static int more_first(const void *left, const void *right) {
    const struct group *const *a = left, *const *b = right;
    size_t first = (*a)->operations.n, second = (*b)->operations.n;
    if (first != second) {
        return first > second ? -1 : 1;
    }
    return span_compare((*a)->prefix, (*b)->prefix);
}

/* Of a crowd, the groups that speak for most; the rest is counted. */
static size_t crowd(struct groups *groups, enum gate gate) {
    size_t most = gate == GATE_OPEN ? OPEN_ROWS : OTHER_ROWS;
    if (groups->all.n <= most || MUTANT(rows_endless)) {
        return groups->all.n;
    }
    qsort(groups->all.at, groups->all.n, sizeof(*groups->all.at), more_first);
    return most;
}

/* All operations of one verdict, in the contract's order; of many, those that are most alike. */
static enum err rows(struct pen *pen, const struct result *result, const struct layout *layout,
                     const struct span *reasons, enum gate gate, bool folded) {
    struct groups groups = {0};
    TRY(groups_of(pen, result, layout, reasons, gate, folded, &groups));
    if (groups.all.n) {
        buf_byte(pen->out, '\n');
    }
    size_t shown = folded ? crowd(&groups, gate) : groups.all.n, left = 0;
    for (size_t i = 0; i < groups.all.n; i++) {
        if (i < shown) {
            show_group(pen, layout, groups.all.at[i]);
        } else {
            left += groups.all.at[i]->operations.n;
        }
    }
    if (left) {
        verdict(pen, layout, gate);
        buf_printf(pen->out, "+%zu more operations\n", left);
    }
    return OK;
}

static void legend(struct pen *pen, const struct layout *layout, bool folded) {
    buf_text(pen->out, "\n ");
    pen_wrap(pen, TONE_DIM,
             SPAN("OPEN = served, must not be; ok = served; 401 = refused with that status; "
                  "? = unclear; - = not asked"),
             1);
    if (layout->valid) {
        buf_byte(pen->out, ' ');
        pen_wrap(pen, TONE_DIM, SPAN("valid: alice+2 = alice and two others got the same"), 1);
    }
    if (!layout->wide) {
        buf_byte(pen->out, ' ');
        pen_wrap(pen, TONE_DIM,
                 SPAN("anon = no credential; garb = a worthless one; wrong = one of another "
                      "scheme; unclear = inconclusive"),
                 1);
    }
    if (folded) {
        buf_byte(pen->out, ' ');
        pen_wrap(pen, TONE_DIM,
                 SPAN("operations with the same answers are counted; --verbose names each"), 1);
    }
}

static bool is_folded(const struct pen *pen, const struct tally *tally, enum gate gate) {
    return tally->gates[gate] > FOLD_FROM && !pen->style.verbose;
}

enum err text_matrix(struct pen *pen, const struct result *result) {
    struct layout layout;
    struct matrix matrix;
    struct span *reasons;
    struct tally tally = matrix_tally(result);
    bool any_folded = false;
    size_t widest = 0;
    if (result->operations.n == tally.gates[GATE_UNTESTED]) {
        return OK;
    }
    TRY(matrix_of(result, pen->arena, &matrix));
    TRY(text_why_open(pen, result, &matrix, &reasons, &widest));
    TRY(layout_of(pen, result, &matrix, widest, &layout));
    buf_byte(pen->out, '\n');
    header(pen, &layout);
    for (size_t i = 0; i < GATES; i++) {
        enum gate gate = matrix_gate_order[i];
        bool folded = is_folded(pen, &tally, gate);
        any_folded = any_folded || folded;
        if (gate != GATE_UNTESTED) {
            TRY(rows(pen, result, &layout, reasons, gate, folded));
        }
    }
    legend(pen, &layout, any_folded);
    return OK;
}
