/* SPDX-License-Identifier: Apache-2.0 */
/* The matrix for a terminal: a line an operation, a column a credential. */
#include "base/mutant.h"
#include "report/text_groups.h"
#include "report/text_layout.h"
#include "report/text_parts.h"

enum { FOLD_FROM = 40 }; /* operations of one harmless verdict, before they are grouped */

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

static void marks(struct pen *pen, const struct layout *layout,
                  const struct operation_result *operation) {
    for (size_t i = 0; i < layout->shown; i++) {
        const struct column *column = &layout->matrix.columns.at[i];
        char text[MARK_TEXT];
        struct span mark = span_from(matrix_mark_text(operation, column, text));
        bool last = i + 1 == layout->shown && !layout->valid;
        buf_fill(pen->out, ' ', LAYOUT_GAP);
        pen_cell(pen, mark_tone(matrix_mark(operation, column)), mark,
                 last ? mark.len : layout_width(pen, layout, i));
    }
    if (layout->valid) {
        struct span valid = layout_valid(pen, layout, operation);
        bool served = span_starts(valid, SPAN("ok"));
        buf_fill(pen->out, ' ', LAYOUT_GAP);
        pen_put(pen, served ? TONE_GOOD : TONE_DIM,
                pen->style.uncut ? valid : pen_cut_end(pen, valid, layout->valid));
    }
    buf_byte(pen->out, '\n');
}

static void verdict(struct pen *pen, const struct layout *layout, enum gate gate) {
    bool brief = !layout->wide && gate == GATE_INCONCLUSIVE;
    buf_byte(pen->out, ' ');
    pen_cell(pen, tone_of_gate(gate), span_from(brief ? "unclear" : gate_word(gate)),
             layout->verdict + LAYOUT_GAP);
}

static bool concerns(const struct finding *finding, const struct operation_result *operation) {
    for (size_t i = 0; i < finding->operations.n; i++) {
        if (span_equal(finding->operations.at[i].path, operation->path) &&
            span_equal(finding->operations.at[i].method, operation->method)) {
            return true;
        }
    }
    return false;
}

/* The rules broken there, "by path-variant, method-gap"; without any, the operation's reason. */
static struct span reason_of(struct pen *pen, const struct result *result,
                             const struct operation_result *operation) {
    BUF_SCOPE out = {0};
    const struct rule *told = NULL; /* findings of one rule stand together */
    for (size_t i = 0; i < result->findings.n; i++) {
        const struct finding *finding = &result->findings.at[i];
        if (finding->rule != told && concerns(finding, operation)) {
            buf_printf(&out, "%s%s", out.len ? ", " : "by ", finding->rule->id);
            told = finding->rule;
        }
    }
    return out.len ? arena_dup(pen->arena, buf_span(&out)) : operation->reason;
}

/* An open operation whose controls were all refused: the row alone would not say why it is open. */
static bool needs_reason(const struct layout *layout, const struct operation_result *operation) {
    for (size_t i = 0; i < layout->matrix.columns.n; i++) {
        if (matrix_mark(operation, &layout->matrix.columns.at[i]) == MARK_BREACHED) {
            return false;
        }
    }
    return operation->gate == GATE_OPEN && operation->reason.len;
}

static void row(struct pen *pen, const struct result *result, const struct layout *layout,
                const struct operation_result *operation) {
    verdict(pen, layout, operation->gate);
    pen_cell(pen, TONE_PLAIN, pen_clean(pen, operation->method), layout->method + 1);
    layout_put_path(pen, operation->gate == GATE_OPEN ? TONE_BOLD : TONE_PLAIN, operation->path,
                    layout->path);
    marks(pen, layout, operation);
    if (needs_reason(layout, operation)) {
        size_t indent = 1 + layout->verdict + LAYOUT_GAP + layout->method + 1;
        buf_fill(pen->out, ' ', indent);
        pen_wrap(pen, TONE_BAD, reason_of(pen, result, operation), indent);
    }
}

static void group_row(struct pen *pen, const struct layout *layout, const struct group *group) {
    struct span count = arena_printf(pen->arena, "  %zu operations", group->operations.n);
    size_t room = layout->method + 1 + layout->path, used = pen_width(count);
    struct span path = pen_cut_middle(pen, pen_clean(pen, group->prefix), room - used);
    verdict(pen, layout, group->operations.at[0]->gate);
    pen_put(pen, TONE_PLAIN, path);
    pen_cell(pen, TONE_DIM, count, room - pen_width(path));
    marks(pen, layout, group->operations.at[0]);
}

/* All operations of one verdict, in the contract's order. */
static enum err rows(struct pen *pen, const struct result *result, const struct layout *layout,
                     enum gate gate, bool folded) {
    struct groups groups = {0};
    TRY(groups_of(pen, result, layout, gate, folded, &groups));
    if (groups.all.n) {
        buf_byte(pen->out, '\n');
    }
    for (size_t i = 0; i < groups.all.n; i++) {
        const struct group *group = groups.all.at[i];
        if (group->operations.n > GROUP_LEAST) {
            group_row(pen, layout, group);
            continue;
        }
        for (size_t k = 0; k < group->operations.n; k++) {
            row(pen, result, layout, group->operations.at[k]);
        }
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

/* What is sound may be folded; what is not must be seen. */
static bool is_folded(const struct pen *pen, const struct tally *tally, enum gate gate) {
    bool harmless = gate == GATE_ENFORCED || gate == GATE_PUBLIC || MUTANT(open_folded);
    return harmless && tally->gates[gate] > FOLD_FROM && !pen->style.verbose;
}

enum err text_matrix(struct pen *pen, const struct result *result) {
    struct layout layout;
    struct tally tally = matrix_tally(result);
    bool any_folded = false;
    if (result->operations.n == tally.gates[GATE_UNTESTED]) {
        return OK;
    }
    TRY(layout_of(pen, result, &layout));
    buf_byte(pen->out, '\n');
    header(pen, &layout);
    for (size_t i = 0; i < GATES; i++) {
        enum gate gate = matrix_gate_order[i];
        bool folded = is_folded(pen, &tally, gate);
        any_folded = any_folded || folded;
        if (gate != GATE_UNTESTED) {
            TRY(rows(pen, result, &layout, gate, folded));
        }
    }
    legend(pen, &layout, any_folded);
    return OK;
}
