/* SPDX-License-Identifier: Apache-2.0 */
/* Edits compared, sorted and made. */
#include "text/patch.h"

bool patch_equal(const struct patch *a, const struct patch *b) {
    return a->start == b->start && a->end == b->end && span_equal(a->file, b->file) &&
           span_equal(a->text, b->text);
}

bool patch_excludes(const struct patch *a, const struct patch *b) {
    return span_equal(a->file, b->file) && a->start < b->end && b->start < a->end;
}

static bool comes_before(const struct patch *a, const struct patch *b) {
    int files = span_compare(a->file, b->file);
    if (files != 0 || a->start != b->start) {
        return files ? files < 0 : a->start < b->start;
    }
    return a->end < b->end; /* an insertion before what is replaced there */
}

void patches_sort(struct patches *edits) {
    for (size_t i = 1; i < edits->n; i++) { /* few, and insertions keep their order */
        struct patch moving = edits->at[i];
        size_t to = i;
        for (; to > 0 && comes_before(&moving, &edits->at[to - 1]); to--) {
            edits->at[to] = edits->at[to - 1];
        }
        edits->at[to] = moving;
    }
}

enum err patches_apply(struct span before, const struct patch *edits, size_t n, struct buf *out) {
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        buf_add(out, span_slice(before, at, edits[i].start - at));
        buf_add(out, edits[i].text);
        at = edits[i].end;
    }
    buf_add(out, span_from_index(before, at));
    return buf_status(out);
}

size_t patch_line_start(struct span text, size_t at) {
    while (at > 0 && text.ptr[at - 1] != '\n') {
        at--;
    }
    return at;
}

size_t patch_line_end(struct span text, size_t at) {
    size_t end = span_find_byte(span_from_index(text, at), '\n');
    return end == SIZE_MAX ? text.len : at + end + 1;
}
