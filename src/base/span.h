/* SPDX-License-Identifier: Apache-2.0 */
/* Text from outside: a pointer and a length, never assumed to end in NUL. */
#ifndef POSTERN_BASE_SPAN_H
#define POSTERN_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
    const char *ptr;
    size_t len;
};

/* A span over a string literal. */
#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})

/* The same, for static initialisers. */
#define SPAN_INIT(literal) \
    { "" literal, sizeof(literal) - 1 }

/* For printf's "%.*s". */
#define SPAN_ARG(s) (int)(s).len, (s).ptr

/* A span over a C string; NULL gives the empty span. */
struct span span_from(const char *text);

bool span_equal(struct span a, struct span b);

/* Equal when ASCII letters are compared without regard to case; other bytes must be equal. */
bool span_equal_nocase(struct span a, struct span b);

/* memcmp order, the shorter first among equals: negative, 0 or positive. */
int span_compare(struct span a, struct span b);

bool span_starts(struct span s, struct span prefix);
bool span_starts_nocase(struct span s, struct span prefix);
bool span_ends(struct span s, struct span suffix);

/* Position of the first occurrence, or SIZE_MAX. */
size_t span_find(struct span s, struct span needle);
size_t span_find_nocase(struct span s, struct span needle);
size_t span_find_byte(struct span s, char byte);

/* Whether one of the words stands in it: as they are written, or in whatever case. */
bool span_says_one(struct span s, const char *const *words, size_t n);
bool span_says_one_nocase(struct span s, const char *const *words, size_t n);
/* Whether it is one of the words. */
bool span_is_one(struct span s, const char *const *words, size_t n);
bool span_is_one_nocase(struct span s, const char *const *words, size_t n);

/* From start (clamped) to the end; from start, at most len bytes. */
struct span span_from_index(struct span s, size_t start);
struct span span_slice(struct span s, size_t start, size_t len);

/* Without ASCII white space (space, tab, CR, LF, VT, FF) at both ends. */
struct span span_trim(struct span s);

/* Cuts *rest at the first separator byte: returns what stood before it and leaves what follows in
 * *rest. Without a separator returns all, and *rest becomes {NULL, 0}: loop while rest.ptr. */
struct span span_cut(struct span *rest, char separator);

/* Reads a decimal number that fills the whole span; false when it does not fit or is not one. */
bool span_to_u64(struct span s, uint64_t *out);

#endif
