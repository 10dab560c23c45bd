/* SPDX-License-Identifier: Apache-2.0 */
/* Spans: comparing, searching, cutting. */
#define _GNU_SOURCE /* memmem: POSIX has it since 2024 */
#include "base/span.h"

static unsigned char lower(char c) {
    unsigned char byte = (unsigned char)c;
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + ('a' - 'A')) : byte;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_from(const char *text) {
    return text ? (struct span){text, strlen(text)} : (struct span){NULL, 0};
}

bool span_equal(struct span a, struct span b) {
    return a.len == b.len &&
           (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

bool span_equal_nocase(struct span a, struct span b) {
    return a.len == b.len && span_starts_nocase(a, b);
}

int span_compare(struct span a, struct span b) {
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool span_starts(struct span s, struct span prefix) {
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool span_starts_nocase(struct span s, struct span prefix) {
    if (s.len < prefix.len) {
        return false;
    }
    for (size_t i = 0; i < prefix.len; i++) {
        if (lower(s.ptr[i]) != lower(prefix.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool span_ends(struct span s, struct span suffix) {
    return s.len >= suffix.len && span_equal(span_from_index(s, s.len - suffix.len), suffix);
}

/* How common a byte is in source and prose, roughly. */
static const unsigned char COMMON[256] = {
    ['j'] = 1,  ['q'] = 1, ['x'] = 1, ['z'] = 1,  ['k'] = 1,  ['v'] = 1, ['w'] = 1, ['b'] = 1,
    ['y'] = 1,  ['g'] = 1, ['u'] = 2, ['l'] = 2,  ['m'] = 2,  ['d'] = 2, ['f'] = 2, ['p'] = 2,
    ['h'] = 2,  ['c'] = 2, [' '] = 3, ['e'] = 3,  ['t'] = 3,  ['a'] = 3, ['o'] = 3, ['i'] = 3,
    ['n'] = 3,  ['s'] = 3, ['r'] = 3, ['_'] = 3,  ['.'] = 3,  ['('] = 3, [')'] = 3, [','] = 3,
    ['\''] = 3, ['"'] = 3, ['='] = 3, ['\n'] = 3, ['\t'] = 3,
};

static size_t rarest_of(struct span needle) {
    size_t best = 0;
    unsigned least = COMMON[(unsigned char)needle.ptr[0]];
    for (size_t i = 1; i < needle.len && least; i++) {
        unsigned common = COMMON[(unsigned char)needle.ptr[i]];
        best = common < least ? i : best;
        least = common < least ? common : least;
    }
    return best;
}

/* By its rarest byte. A long needle could ask for too much where both repeat themselves. */
static size_t find_short(struct span s, struct span needle) {
    enum { FEW = 128 }; /* bytes: not worth asking which is rare */
    size_t rare = s.len > FEW ? rarest_of(needle) : 0, end = s.len - needle.len + rare + 1;
    for (size_t at = rare; at < end; at++) {
        const char *hit = memchr(s.ptr + at, needle.ptr[rare], end - at);
        if (!hit) {
            break;
        }
        at = (size_t)(hit - s.ptr);
        if (memcmp(hit - rare, needle.ptr, needle.len) == 0) {
            return at - rare;
        }
    }
    return SIZE_MAX;
}

size_t span_find(struct span s, struct span needle) {
    enum { SHORT = 32 };
    if (needle.len == 0 || s.len < needle.len) {
        return needle.len ? SIZE_MAX : 0;
    }
    if (needle.len <= SHORT) {
        return find_short(s, needle);
    }
    const char *hit = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

bool span_says_one(struct span s, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (span_find(s, span_from(words[i])) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

bool span_is_one(struct span s, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal(s, span_from(words[i]))) {
            return true;
        }
    }
    return false;
}

bool span_is_one_nocase(struct span s, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal_nocase(s, span_from(words[i]))) {
            return true;
        }
    }
    return false;
}

/* Where the letter stands next, small or large; the end of s when it does not. A piece at a time,
 * so that no text is gone through again for each of its letters. */
static size_t next_letter(struct span s, size_t at, char small) {
    enum { PIECE = 64 };
    char large = small >= 'a' && small <= 'z' ? (char)(small - ('a' - 'A')) : small;
    for (; at < s.len; at += PIECE) {
        struct span piece = span_slice(s, at, PIECE);
        size_t first = span_find_byte(piece, small);
        if (large != small) {
            size_t other = span_find_byte(span_slice(piece, 0, first), large);
            first = other != SIZE_MAX ? other : first;
        }
        if (first != SIZE_MAX) {
            return at + first;
        }
    }
    return s.len;
}

size_t span_find_nocase(struct span s, struct span needle) {
    if (needle.len == 0) {
        return 0;
    }
    char small = (char)lower(needle.ptr[0]);
    struct span starts = span_slice(s, 0, s.len < needle.len ? 0 : s.len - needle.len + 1);
    for (size_t at = 0; (at = next_letter(starts, at, small)) < starts.len; at++) {
        if (span_starts_nocase(span_from_index(s, at), needle)) {
            return at;
        }
    }
    return SIZE_MAX;
}

bool span_says_one_nocase(struct span s, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (span_find_nocase(s, span_from(words[i])) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

size_t span_find_byte(struct span s, char byte) {
    const char *hit = s.len ? memchr(s.ptr, byte, s.len) : NULL;
    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

struct span span_from_index(struct span s, size_t start) {
    if (start >= s.len) {
        return (struct span){s.ptr ? s.ptr + s.len : NULL, 0};
    }
    return (struct span){s.ptr + start, s.len - start};
}

struct span span_slice(struct span s, size_t start, size_t len) {
    struct span rest = span_from_index(s, start);
    if (rest.len > len) {
        rest.len = len;
    }
    return rest;
}

struct span span_trim(struct span s) {
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_space(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

struct span span_cut(struct span *rest, char separator) {
    struct span whole = *rest;
    size_t at = span_find_byte(whole, separator);
    if (at == SIZE_MAX) {
        *rest = (struct span){NULL, 0};
        return whole;
    }
    *rest = span_from_index(whole, at + 1);
    return span_slice(whole, 0, at);
}

enum { SAFE_DIGITS = 19 }; /* any number of so many digits fits */

bool span_to_u64(struct span s, uint64_t *out) {
    uint64_t value = 0;
    if (s.len == 0) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        unsigned digit = (unsigned)((unsigned char)s.ptr[i] - '0');
        if (digit > 9 || (i >= SAFE_DIGITS && value > (UINT64_MAX - digit) / 10)) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}
