/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a segment of a template apart, and laying bytes over it. */
#include "routes/segment.h"
#include "base/mutant.h"

bool segment_next(struct span *rest, struct span *text, struct span *name) {
    size_t open = span_find_byte(*rest, '{');
    while (open != SIZE_MAX) {
        struct span inside = span_from_index(*rest, open + 1);
        size_t close = span_find_byte(inside, '}'), again = span_find_byte(inside, '{');
        if (close == SIZE_MAX) {
            break;
        }
        if (close > 0 && close < again) {
            *text = span_slice(*rest, 0, open);
            *name = span_slice(inside, 0, close);
            *rest = span_from_index(inside, close + 1);
            return true;
        }
        open += 1 + (again == SIZE_MAX ? close : again);
        open = open < rest->len && rest->ptr[open] == '{' ? open : SIZE_MAX;
    }
    *text = *rest;
    *rest = span_from_index(*rest, rest->len);
    return false;
}

bool segment_has_placeholder(struct span segment) {
    struct span text, name;
    return segment_next(&segment, &text, &name);
}

/* What frameworks and RFC 6570 write for "the rest of the path". */
bool segment_is_tail(struct span segment) {
    struct span rest = segment, text, name;
    if (!segment_next(&rest, &text, &name) || text.len || rest.len) {
        return false;
    }
    char first = name.ptr[0], last = name.ptr[name.len - 1];
    return first == '+' || first == '*' || last == '+' || last == '*' ||
           span_ends(name, SPAN("...")) || span_ends(name, SPAN(":path"));
}

size_t segment_text_bytes(struct span segment) {
    struct span text, name;
    size_t bytes = 0;
    bool more;
    do {
        more = segment_next(&segment, &text, &name);
        bytes += text.len;
    } while (more);
    return bytes;
}

/* Where the text stands next, leaving at least one byte before it. */
static size_t find_behind_one(struct span bytes, struct span text) {
    size_t least = MUTANT(empty_placeholder) ? 0 : 1;
    size_t at = bytes.len ? span_find(span_from_index(bytes, least), text) : SIZE_MAX;
    return at == SIZE_MAX ? SIZE_MAX : at + least;
}

bool segment_fits(struct span segment, struct span bytes,
                  void (*keep)(void *user, struct span name, struct span value), void *user) {
    struct span text, name, next_text, next_name = {NULL, 0};
    bool open = segment_next(&segment, &text, &name);
    if (!open) {
        return span_equal(text, bytes);
    }
    if (!span_starts(bytes, text)) {
        return false;
    }
    bytes = span_from_index(bytes, text.len);
    while (open) {
        open = segment_next(&segment, &next_text, &next_name);
        bool ends = bytes.len > next_text.len && span_ends(bytes, next_text);
        size_t at = open   ? find_behind_one(bytes, next_text)
                    : ends ? bytes.len - next_text.len
                           : SIZE_MAX;
        if (at == SIZE_MAX) {
            return false;
        }
        if (keep) {
            keep(user, name, span_slice(bytes, 0, at));
        }
        bytes = span_from_index(bytes, at + next_text.len);
        name = next_name;
    }
    return true;
}
