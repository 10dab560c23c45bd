/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing names of things word by word. */
#include "scan/build/noun.h"

#include "base/buf.h"
#include "text/words.h"

static const struct span IDS = SPAN_INIT(" id ids pk uuid guid slug no nr number ref reference ");

bool noun_is_id(struct span name) {
    return words_listed(words_last(name), IDS);
}

struct span noun_of(struct span name) {
    struct span last = words_last(name);
    if (!words_listed(last, IDS)) {
        return name;
    }
    struct span front = span_slice(name, 0, (size_t)(last.ptr - name.ptr));
    return words_first(front).ptr ? front : (struct span){"", 0};
}

/* English, as far as names of collections go. */
static struct span singular(struct span word) {
    static const struct span after[] = {SPAN_INIT("sses"), SPAN_INIT("uses"), SPAN_INIT("xes"),
                                        SPAN_INIT("ches"), SPAN_INIT("shes"), SPAN_INIT("zes")};
    for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++) {
        if (span_ends(word, after[i])) {
            return span_slice(word, 0, word.len - 2);
        }
    }
    bool one = word.len < 4 || span_ends(word, SPAN("ss")) || span_ends(word, SPAN("us")) ||
               span_ends(word, SPAN("is")) || !span_ends(word, SPAN("s"));
    return one ? word : span_slice(word, 0, word.len - 1);
}

/* "categorie" of "categories" is "category". */
static bool same_word(struct span a, struct span b, bool any_number) {
    if (span_equal_nocase(a, b)) {
        return true;
    }
    if (!any_number) {
        return false;
    }
    struct span x = singular(a), y = singular(b);
    bool stem = x.len == y.len && x.len > 2 &&
                span_equal_nocase(span_slice(x, 0, x.len - 1), span_slice(y, 0, y.len - 1));
    bool x_ie = span_ends(x, SPAN("ie")), y_ie = span_ends(y, SPAN("ie"));
    struct span longer = x_ie ? x : y, shorter = x_ie ? y : x;
    bool ie = (x_ie != y_ie) && longer.len == shorter.len + 1 && span_ends(shorter, SPAN("y")) &&
              span_equal_nocase(span_slice(longer, 0, longer.len - 2),
                                span_slice(shorter, 0, shorter.len - 1));
    return ie || (stem && span_equal_nocase(x, y)) || span_equal_nocase(x, y);
}

static bool same_words(struct span a, struct span b, bool any_number) {
    struct span x = words_next(&a), y = words_next(&b);
    if (!x.ptr || !y.ptr) {
        return false;
    }
    while (x.ptr && y.ptr) {
        struct span next_x = words_next(&a), next_y = words_next(&b);
        bool last = !next_x.ptr && !next_y.ptr;
        if (!same_word(x, y, any_number && last)) {
            return false;
        }
        x = next_x;
        y = next_y;
    }
    return !x.ptr && !y.ptr;
}

bool noun_equal(struct span a, struct span b) {
    return same_words(a, b, false);
}

bool noun_alike(struct span a, struct span b) {
    return same_words(a, b, true);
}

struct span noun_key(struct arena *arena, struct span name) {
    BUF_SCOPE key = {0};
    struct span word = words_next(&name);
    while (word.ptr) {
        struct span next = words_next(&name);
        struct span one = next.ptr ? word : singular(word);
        bool ie = !next.ptr && one.len < word.len && span_ends(one, SPAN("ie"));
        for (size_t i = 0; i < one.len - (ie ? 2u : 0u); i++) {
            char c = one.ptr[i];
            buf_byte(&key, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
        }
        buf_text(&key, ie ? "y" : next.ptr ? "_" : "");
        word = next;
    }
    return buf_status(&key) == OK ? arena_dup(arena, buf_span(&key)) : (struct span){NULL, 0};
}

/* FNV-1a (Fowler, Noll and Vo). */
static uint32_t mark_add(uint32_t mark, struct span text) {
    static const uint32_t PRIME = 16777619;
    for (size_t i = 0; i < text.len; i++) {
        mark = (mark ^ (unsigned char)text.ptr[i]) * PRIME;
    }
    return mark;
}

/* Of the last word what same_word looks at. */
static uint32_t mark_last(uint32_t mark, struct span word) {
    struct span one = singular(word);
    bool ie = span_ends(one, SPAN("ie"));
    mark = mark_add(mark, span_slice(one, 0, one.len - (ie ? 2u : 0u)));
    return ie ? mark_add(mark, SPAN("y")) : mark;
}

uint32_t noun_mark(struct span name) {
    enum { LONGEST = 60 };
    static const uint32_t BASIS = 2166136261;
    uint32_t mark = BASIS;
    struct span word = words_next(&name);
    if (!word.ptr) {
        return 0;
    }
    while (word.ptr) {
        struct span next = words_next(&name);
        char small[LONGEST];
        size_t n = word.len < LONGEST ? word.len : LONGEST;
        for (size_t i = 0; i < n; i++) {
            char c = word.ptr[i];
            small[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
        const struct span folded = {small, n};
        mark = next.ptr ? mark_add(mark_add(mark, folded), SPAN("_")) : mark_last(mark, folded);
        word = next;
    }
    return mark ? mark : 1;
}
