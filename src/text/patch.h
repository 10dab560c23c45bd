/* SPDX-License-Identifier: Apache-2.0 */
/* Changes to texts: what is replaced by what, and what that looks like as a unified diff. */
#ifndef POSTERN_TEXT_PATCH_H
#define POSTERN_TEXT_PATCH_H

#include "base/buf.h"
#include "base/vec.h"

/* One replacement; start == end: an insertion. */
struct patch {
    struct span file;  /* its path from the root */
    size_t start, end; /* bytes of the file as it was */
    struct span text;
};

struct patches {
    struct patch *at;
    size_t n, room; /* usable as a VEC(struct patch) */
};

/* The same change of the same file. */
bool patch_equal(const struct patch *a, const struct patch *b);

/* Whether only one of the two can be made: they replace bytes of each other's. Insertions at one
 * place do not exclude each other. */
bool patch_excludes(const struct patch *a, const struct patch *b);

/* Sorts them by file and place; what is inserted at one place stays in order. */
void patches_sort(struct patches *edits);

/* The text with the edits made. edits: all of this one file, sorted, none excluding another, within
 * the text. Errors: ERR_MEMORY. */
NODISCARD enum err patches_apply(struct span before, const struct patch *edits, size_t n,
                                 struct buf *out);

/* Where the line begins in which the byte stands, and behind its end. */
size_t patch_line_start(struct span text, size_t at);
size_t patch_line_end(struct span text, size_t at);

/* Adds the edits as a unified diff with three lines around each, which git apply and patch -p1
 * take: a/path against b/path. Errors: ERR_MEMORY. */
NODISCARD enum err patches_diff(struct span path, struct span before, const struct patch *edits,
                                size_t n, struct buf *out);

#endif
