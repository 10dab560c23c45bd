/* SPDX-License-Identifier: Apache-2.0 */
/* Splitting names into words, and looking words up. */
#include "text/words.h"

#include "base/mutant.h"
#include "text/words_meaning.h"

enum { WORD_MOST = 31 };

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Other alphabets have letters, too. */
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || is_upper(c) || (unsigned char)c >= 0x80;
}

/* "aB" and "1B" are two words, and so are the "A" and "Bc" of "ABc". */
static bool begins_another(struct span s, size_t at) {
    if (!is_upper(s.ptr[at])) {
        return false;
    }
    bool next_small = at + 1 < s.len && is_letter(s.ptr[at + 1]) && !is_upper(s.ptr[at + 1]);
    return !is_upper(s.ptr[at - 1]) || next_small;
}

struct span words_next(struct span *rest) {
    size_t start = 0;
    while (start < rest->len && !is_letter(rest->ptr[start]) && !is_digit(rest->ptr[start])) {
        start++;
    }
    size_t end = start;
    while (end < rest->len && (is_letter(rest->ptr[end]) || is_digit(rest->ptr[end])) &&
           (end == start || !begins_another(*rest, end))) {
        end++;
    }
    struct span word = span_slice(*rest, start, end - start);
    *rest = span_from_index(*rest, end);
    return word.len ? word : (struct span){NULL, 0};
}

struct span words_first(struct span name) {
    return words_next(&name);
}

struct span words_last(struct span name) {
    struct span last = {NULL, 0};
    for (struct span word = words_next(&name); word.ptr; word = words_next(&name)) {
        last = word;
    }
    return last;
}

/* The word in lower case, between two spaces. */
static struct span between_spaces(struct span word, char out[static WORD_MOST + 2]) {
    out[0] = ' ';
    for (size_t i = 0; i < word.len; i++) {
        out[i + 1] = is_upper(word.ptr[i]) ? (char)(word.ptr[i] - 'A' + 'a') : word.ptr[i];
    }
    out[word.len + 1] = ' ';
    return (struct span){out, word.len + 2};
}

bool words_listed(struct span word, struct span list) {
    char spaced[WORD_MOST + 2];
    if (word.len == 0 || word.len > WORD_MOST) {
        return false;
    }
    struct span wanted = between_spaces(word, spaced);
    if (span_find(list, wanted) != SIZE_MAX) {
        return true;
    }
    struct span english = words_meaning(span_slice(wanted, 1, word.len));
    return english.ptr && !MUTANT(english_alone) &&
           span_find(list, between_spaces(english, spaced)) != SIZE_MAX;
}

bool words_any(struct span name, struct span list) {
    for (struct span word = words_next(&name); word.ptr; word = words_next(&name)) {
        if (words_listed(word, list)) {
            return true;
        }
    }
    return false;
}
