/* SPDX-License-Identifier: Apache-2.0 */
/* What changed, for a terminal: the findings first, then the rows, then the sum. */
#include "report/difference_report.h"
#include "report/pen.h"

enum { DEFAULT_WIDTH = 100, SCRATCH_LIMIT = 64 << 20, INDENT = 10, LISTED = 8 };

static enum tone tone_of(enum change change, bool replayed) {
    switch (change) {
    case CHANGE_NEW:
    case CHANGE_WIDER:
        return TONE_ALARM;
    case CHANGE_UNJUDGED:
        return TONE_DOUBT;
    case CHANGE_FIXED:
    case CHANGE_NARROWER:
        return TONE_GOOD;
    case CHANGE_SAME:
        return replayed ? TONE_ALARM : TONE_DIM;
    }
    return TONE_PLAIN;
}

static void places(struct pen *pen, const char *word, const struct texts *texts) {
    for (size_t i = 0; i < texts->n && i < LISTED; i++) {
        pen_cell(pen, TONE_DIM, span_from(i ? "" : word), INDENT);
        pen_put_path(pen, TONE_PLAIN, texts->at[i], INDENT);
        buf_byte(pen->out, '\n');
    }
    if (texts->n > LISTED) {
        buf_fill(pen->out, ' ', INDENT);
        buf_printf(pen->out, "+%zu more\n", texts->n - LISTED);
    }
}

static const char *word_of(enum change change, bool replayed) {
    return replayed && change == CHANGE_SAME ? "holds" : change_word(change);
}

static void finding(struct pen *pen, const struct finding_change *change, bool replayed) {
    const struct finding *shown = change->after ? change->after : change->before;
    struct texts at = {0};
    pen_cell(pen, tone_of(change->change, replayed), span_from(word_of(change->change, replayed)),
             INDENT);
    pen_cell(pen, tone_of_severity(shown->severity), span_from(severity_word(shown->severity)),
             INDENT);
    pen_text(pen, TONE_BOLD, shown->rule->id);
    buf_printf(pen->out, "  %.*s\n", SPAN_ARG(pen_clean(pen, shown->fingerprint)));
    buf_fill(pen->out, ' ', INDENT);
    pen_wrap(pen, TONE_PLAIN, shown->message.len ? shown->message : shown->title, INDENT);
    if (change->change == CHANGE_WIDER || change->change == CHANGE_NARROWER) {
        places(pen, "now at", &change->more);
        places(pen, "no more", &change->fewer);
    } else {
        places(pen, "at", difference_places(pen->arena, shown, &at) == OK ? &at : &change->more);
    }
    if (change->why.len) {
        buf_fill(pen->out, ' ', INDENT);
        pen_wrap(pen, TONE_DOUBT, change->why, INDENT);
    }
}

static void findings(struct pen *pen, const struct compared *compared) {
    static const enum change order[] = {CHANGE_NEW,      CHANGE_WIDER, CHANGE_UNJUDGED,
                                        CHANGE_NARROWER, CHANGE_FIXED, CHANGE_SAME};
    size_t n = sizeof(order) / sizeof(order[0]) - !compared->replayed;
    for (size_t i = 0; i < n; i++) {
        VEC_EACH(const struct finding_change, change, &compared->difference->findings) {
            if (change->change == order[i]) {
                finding(pen, change, compared->replayed);
                buf_byte(pen->out, '\n');
            }
        }
    }
}

static void rows(struct pen *pen, const struct difference *difference) {
    VEC_EACH(const struct row_change, row, &difference->rows) {
        struct span change = arena_printf(pen->arena, "%s %s %s", row->before ? row->before : "-",
                                          pen_arrow(pen), row->after ? row->after : "-");
        pen_cell(pen, TONE_PLAIN, change, 28);
        pen_put_path(pen, TONE_PLAIN, row->name, 28);
        buf_byte(pen->out, '\n');
    }
    buf_text(pen->out, difference->rows.n ? "\n" : "");
}

static void sum(struct pen *pen, const struct compared *compared) {
    const char *before = "findings: ";
    for (unsigned i = 0; i < CHANGES; i++) {
        if (compared->difference->n[i]) {
            buf_text(pen->out, before);
            pen_put(pen, tone_of((enum change)i, compared->replayed),
                    arena_printf(pen->arena, "%zu %s", compared->difference->n[i],
                                 word_of((enum change)i, compared->replayed)));
            before = pen_dot(pen);
        }
    }
    buf_text(pen->out, compared->difference->findings.n ? "\n" : "findings: none in either\n");
    if (!compared->replayed) {
        buf_printf(pen->out, "rows: %zu changed\n", compared->difference->rows.n);
    }
    if (!compared->after->complete && !compared->replayed) {
        pen_text(pen, TONE_ALARM, "the later run is incomplete: ");
        pen_wrap(pen, TONE_PLAIN, compared->after->incomplete_why, INDENT);
    }
}

enum err difference_text(const struct compared *compared, const struct report_style *style,
                         struct buf *out) {
    ARENA_SCOPE arena;
    arena_init(&arena, SCRATCH_LIMIT);
    struct pen pen = {out, *style, &arena};
    pen.style.width = style->width ? style->width : DEFAULT_WIDTH;
    pen_text(&pen, TONE_BOLD, compared->replayed ? "postern replay  " : "postern diff  ");
    pen_put(&pen, TONE_PLAIN, pen_clean(&pen, compared->before_name));
    buf_printf(out, " %s ", pen_arrow(&pen));
    pen_put(&pen, TONE_PLAIN, pen_clean(&pen, compared->after_name));
    buf_text(out, "\n\n");
    findings(&pen, compared);
    rows(&pen, compared->difference);
    sum(&pen, compared);
    return buf_status(out);
}
