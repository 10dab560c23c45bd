/* SPDX-License-Identifier: Apache-2.0 */
/* Edits as a unified diff: whole lines, with three around them. */
#include "text/patch.h"

enum { AROUND = 3 };

struct diffing {
    struct span before;
    const struct patch *edits;
    size_t n, at;  /* edits, and those that are written */
    size_t line;   /* of before, from 0: where the next hunk looks from */
    size_t offset; /* where that line starts */
    long shift;    /* lines that the hunks so far have added */
    struct buf *out;
};

static size_t count_lines(struct span text) {
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n' || i + 1 == text.len;
    }
    return n;
}

static void write_lines(struct buf *out, char sign, struct span text) {
    for (size_t at = 0; at < text.len;) {
        size_t end = patch_line_end(text, at);
        buf_byte(out, sign);
        buf_add(out, span_slice(text, at, end - at));
        if (text.ptr[end - 1] != '\n') {
            buf_text(out, "\n\\ No newline at end of file\n");
        }
        at = end;
    }
}

/* Lines that are replaced together: bytes [start, end) of before, by text. */
struct change {
    size_t start, end;
    struct span text;
};

/* The edits that touch the same lines, as one change; made: holds its text. */
static struct change next_change(struct diffing *d, struct buf *made) {
    const struct patch *first = &d->edits[d->at];
    struct change change = {.start = patch_line_start(d->before, first->start)};
    size_t at = change.start;
    do {
        const struct patch *edit = &d->edits[d->at++];
        buf_add(made, span_slice(d->before, at, edit->start - at));
        buf_add(made, edit->text);
        at = edit->end;
        /* What ends with a line needs no more of it. */
        bool removes = at > edit->start && edit->start == patch_line_start(d->before, edit->start);
        bool whole = at == patch_line_start(d->before, at) &&
                     (edit->text.len ? span_ends(edit->text, SPAN("\n")) : removes);
        change.end = whole ? at : patch_line_end(d->before, at);
    } while (d->at < d->n && d->edits[d->at].start < change.end);
    buf_add(made, span_slice(d->before, at, change.end - at));
    change.text = buf_span(made);
    return change;
}

static size_t back(struct span text, size_t at, size_t lines) {
    for (size_t i = 0; i < lines && at > 0; i++) {
        at = patch_line_start(text, at - 1);
    }
    return at;
}

static size_t forth(struct span text, size_t at, size_t lines) {
    for (size_t i = 0; i < lines && at < text.len; i++) {
        at = patch_line_end(text, at);
    }
    return at;
}

/* A hunk: changes that stand no further apart than what stands around both. */
static enum err write_hunk(struct diffing *d) {
    BUF_SCOPE body = {0};
    size_t start = SIZE_MAX, at = 0, limit = 0;
    size_t removed = 0, added = 0;
    do {
        BUF_SCOPE made = {0};
        struct change change = next_change(d, &made);
        struct span old = span_slice(d->before, change.start, change.end - change.start);
        size_t from = start == SIZE_MAX ? back(d->before, change.start, AROUND) : at;
        start = start == SIZE_MAX ? from : start;
        struct span between = span_slice(d->before, from, change.start - from);
        write_lines(&body, ' ', between);
        write_lines(&body, '-', old);
        write_lines(&body, '+', change.text);
        removed += count_lines(between) + count_lines(old);
        added += count_lines(between) + count_lines(change.text);
        at = change.end;
        limit = forth(d->before, at, (size_t)2 * AROUND);
        TRY(buf_status(&made));
    } while (d->at < d->n && patch_line_start(d->before, d->edits[d->at].start) <= limit);
    struct span after = span_slice(d->before, at, forth(d->before, at, AROUND) - at);
    write_lines(&body, ' ', after);
    removed += count_lines(after);
    added += count_lines(after);
    d->line += count_lines(span_slice(d->before, d->offset, start - d->offset));
    d->offset = start;
    long other = (long)d->line + d->shift;
    buf_printf(d->out, "@@ -%zu,%zu +%ld,%zu @@\n", d->line + (removed > 0), removed,
               other + (added > 0), added);
    d->shift += (long)added - (long)removed;
    buf_add(d->out, buf_span(&body));
    return buf_status(&body);
}

enum err patches_diff(struct span path, struct span before, const struct patch *edits, size_t n,
                      struct buf *out) {
    struct diffing d = {.before = before, .edits = edits, .n = n, .out = out};
    if (!n) {
        return OK;
    }
    buf_printf(out, "--- a/%.*s\n+++ b/%.*s\n", SPAN_ARG(path), SPAN_ARG(path));
    while (d.at < d.n) {
        TRY(write_hunk(&d));
    }
    return buf_status(out);
}
