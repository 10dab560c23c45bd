/* SPDX-License-Identifier: Apache-2.0 */
/* Converters and named groups become names in braces. */
#include "django/route.h"

#include "base/mutant.h"

static size_t add_converter(struct buf *out, struct span rest) {
    size_t end = span_find_byte(rest, '>');
    if (end == SIZE_MAX) {
        buf_byte(out, '<');
        return 1;
    }
    struct span name = span_slice(rest, 1, end - 1);
    size_t colon = span_find_byte(name, ':');
    buf_printf(out, "{%.*s}",
               SPAN_ARG(colon == SIZE_MAX ? name : span_from_index(name, colon + 1)));
    return end + 1;
}

/* Bytes of the group that starts here, its parentheses balanced. */
static size_t group_length(struct span rest) {
    size_t depth = 0;
    bool set = false;
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.ptr[i];
        if (c == '\\') {
            i++;
        } else if (c == '[') {
            set = true;
        } else if (c == ']') {
            set = false;
        } else if (c == '(' && !set) {
            depth++;
        } else if (c == ')' && !set && --depth == 0) {
            return i + 1;
        }
    }
    return rest.len;
}

/* "(\.[a-z]+)?": what may be left out and has no name. */
static bool may_be_left_out(struct span rest, size_t length) {
    return length < rest.len && rest.ptr[length] == '?' &&
           span_find(span_slice(rest, 0, length), SPAN("(?P<")) == SIZE_MAX &&
           !MUTANT(optional_stays);
}

static size_t add_group(struct buf *out, struct span rest) {
    size_t length = group_length(rest);
    if (may_be_left_out(rest, length)) {
        return length;
    }
    if (span_starts(rest, SPAN("(?P<"))) {
        struct span name = span_from_index(rest, 4);
        size_t end = span_find_byte(name, '>');
        buf_printf(out, "{%.*s}", SPAN_ARG(span_slice(name, 0, end == SIZE_MAX ? 0 : end)));
    } else if (!span_starts(rest, SPAN("(?"))) {
        buf_text(out, "{}");
    } else if (span_starts(rest, SPAN("(?:"))) {
        struct span inside = span_slice(rest, 3, length > 4 ? length - 4 : 0);
        if (span_find_byte(inside, '|') == SIZE_MAX) {
            route_add(out, inside, true);
        } else {
            buf_text(out, "{}");
        }
    }
    return length;
}

static size_t set_length(struct span rest) {
    for (size_t i = 1; i < rest.len; i++) {
        if (rest.ptr[i] == '\\') {
            i++;
        } else if (rest.ptr[i] == ']' && i > 1) {
            return i + 1;
        }
    }
    return rest.len;
}

static size_t add_regex(struct buf *out, struct span rest) {
    switch (rest.ptr[0]) {
    case '^':
    case '$':
    case '?':
    case '*':
    case '+':
        return 1;
    case '(':
        return add_group(out, rest);
    case '[':
        buf_text(out, "{}");
        return set_length(rest);
    case '{': {
        size_t end = span_find_byte(rest, '}');
        bool count = rest.len > 1 && rest.ptr[1] >= '0' && rest.ptr[1] <= '9';
        if (count && end != SIZE_MAX) {
            return end + 1;
        }
        buf_byte(out, '{');
        return 1;
    }
    case '\\':
        if (rest.len > 1 && strchr("AZbBG", rest.ptr[1])) {
            return 2;
        }
        if (rest.len > 1 && strchr("dDwWsS", rest.ptr[1])) {
            buf_text(out, "{}");
        } else if (rest.len > 1) {
            buf_byte(out, rest.ptr[1]);
        }
        return 2;
    case '.':
        buf_text(out, rest.len > 1 && strchr("*+", rest.ptr[1]) ? "{}" : ".");
        return 1;
    default:
        buf_byte(out, rest.ptr[0]);
        return 1;
    }
}

void route_add(struct buf *out, struct span part, bool regex) {
    for (size_t at = 0; at < part.len;) {
        struct span rest = span_from_index(part, at);
        if (regex) {
            at += add_regex(out, rest);
        } else if (rest.ptr[0] == '<') {
            at += add_converter(out, rest);
        } else {
            buf_byte(out, rest.ptr[0]);
            at++;
        }
    }
}
