/* SPDX-License-Identifier: Apache-2.0 */
/* The longest common subsequence of words and signs; what is not in it is marked. */
#include "report/html_difference.h"

#include "base/mutant.h"
#include "base/vec.h"
#include "report/html_escape.h"

#include <ctype.h>

enum { MOST = 400 /* words compared each with each */ };

struct words {
    struct span *at;
    size_t n, room;
};

static bool is_word(char byte) {
    return isalnum((unsigned char)byte) || byte == '_' || (unsigned char)byte > 0x7F;
}

/* A run of letters and digits, or one sign. */
static bool split(struct arena *arena, struct span text, struct words *out) {
    for (size_t at = 0; at < text.len;) {
        size_t len = 1;
        while (is_word(text.ptr[at]) && at + len < text.len && is_word(text.ptr[at + len])) {
            len++;
        }
        if (!vec_push(arena, out, span_slice(text, at, len))) {
            return false;
        }
        at += len;
    }
    return true;
}

static void put(struct buf *out, struct span text, bool marked) {
    if (text.len) {
        buf_text(out, marked ? "<mark>" : "");
        html_escape(out, text);
        buf_text(out, marked ? "</mark>" : "");
    }
}

static struct span from_to(const struct words *words, size_t from, size_t to) {
    if (!words->at || from >= to) {
        return SPAN("");
    }
    const struct span *last = &words->at[to - 1];
    return (struct span){words->at[from].ptr,
                         (size_t)(last->ptr + last->len - words->at[from].ptr)};
}

/* longest[i][k]: words that a from i and b from k have in common. */
static uint16_t *table_of(struct arena *arena, const struct words *a, const struct words *b) {
    size_t width = b->n + 1;
    uint16_t *longest = arena_array(arena, uint16_t, (a->n + 1) * width);
    for (size_t i = a->n; longest && i-- > 0;) {
        for (size_t k = b->n; k-- > 0;) {
            uint16_t down = longest[(i + 1) * width + k], right = longest[i * width + k + 1];
            longest[i * width + k] = span_equal(a->at[i], b->at[k])
                                         ? (uint16_t)(longest[(i + 1) * width + k + 1] + 1)
                                     : down > right ? down
                                                    : right;
        }
    }
    return longest;
}

/* Neighbours that fare alike are written as one. */
static void middle(struct buf *out, struct arena *arena, const struct words *a,
                   const struct words *b) {
    if (!a->at || !b->at) {
        put(out, from_to(a, 0, a->n), true);
        return;
    }
    uint16_t *longest = a->n <= MOST && b->n <= MOST ? table_of(arena, a, b) : NULL;
    size_t width = b->n + 1, from = 0;
    bool marked = true;
    for (size_t i = 0, k = 0; i < a->n && longest;) {
        bool same = k < b->n && span_equal(a->at[i], b->at[k]);
        if (!same && k < b->n && longest[i * width + k + 1] > longest[(i + 1) * width + k]) {
            k++;
            continue;
        }
        if (same == marked) {
            put(out, from_to(a, from, i), marked);
            from = i;
            marked = !same;
        }
        i++;
        k += same;
    }
    put(out, from_to(a, from, a->n), marked);
}

static struct words part(const struct words *words, size_t from, size_t to) {
    return (struct words){.at = words->n ? words->at + from : NULL, .n = to - from};
}

void html_difference(struct buf *out, struct arena *scratch, struct span text, struct span other) {
    struct words a = {0}, b = {0};
    if (!split(scratch, text, &a) || !split(scratch, other, &b)) {
        html_escape(out, text);
        return;
    }
    size_t first = 0, last = 0, least = a.n < b.n ? a.n : b.n;
    while (first < least && span_equal(a.at[first], b.at[first])) {
        first++;
    }
    while (last < least - first && span_equal(a.at[a.n - 1 - last], b.at[b.n - 1 - last])) {
        last++;
    }
    if (MUTANT(difference_unmarked)) {
        first = a.n;
        last = 0;
    }
    struct words mine = part(&a, first, a.n - last),
                 theirs = part(&b, first < b.n ? first : b.n, b.n - last);
    put(out, from_to(&a, 0, first), false);
    middle(out, scratch, &mine, &theirs);
    put(out, from_to(&a, a.n - last, a.n), false);
}
