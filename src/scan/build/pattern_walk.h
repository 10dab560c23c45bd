/* SPDX-License-Identifier: Apache-2.0 */
/* Where the walk over a regular expression is, and what it has written. */
#ifndef POSTERN_SCAN_PATTERN_WALK_H
#define POSTERN_SCAN_PATTERN_WALK_H

#include "base/buf.h"

struct pattern_walk {
    struct span pattern;
    size_t at;
    size_t extra;   /* how often more than needed a repeatable part is repeated */
    unsigned steps; /* taken so far */
    bool stuck;     /* not understood, or too much */
    struct buf *out;
};

static inline char pattern_peek(const struct pattern_walk *w) {
    return w->at < w->pattern.len ? w->pattern.ptr[w->at] : '\0';
}

static inline bool pattern_ended(const struct pattern_walk *w) {
    return w->at >= w->pattern.len;
}

static inline bool pattern_take(struct pattern_walk *w, char c) {
    bool is = !pattern_ended(w) && pattern_peek(w) == c;
    w->at += is;
    return is;
}

static inline bool pattern_take_text(struct pattern_walk *w, struct span text) {
    bool is = span_starts(span_from_index(w->pattern, w->at), text);
    w->at += is ? text.len : 0;
    return is;
}

#endif
