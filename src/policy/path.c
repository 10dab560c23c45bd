/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding a path once, and refusing what could be read in two ways. */
#include "policy/path.h"

#include "base/mutant.h"
#include "text/uri.h"
#include "text/utf8.h"

/* The byte at *at, decoded; *at moves past it. False for a broken escape. */
static bool next_byte(struct span s, size_t *at, char *out, bool *escaped) {
    *escaped = s.ptr[*at] == '%';
    if (!*escaped) {
        *out = s.ptr[(*at)++];
        return true;
    }
    int high = s.len - *at > 2 ? uri_hex(s.ptr[*at + 1]) : -1;
    int low = s.len - *at > 2 ? uri_hex(s.ptr[*at + 2]) : -1;
    *out = (char)(high * 16 + low);
    *at += 3;
    return high >= 0 && low >= 0;
}

/* A space is one only as it is: encoded it is a letter like any other. */
static bool is_control(char c, bool escaped) {
    unsigned char byte = (unsigned char)c;
    return byte < 0x20 || byte == 0x7F || (byte == ' ' && !escaped);
}

static enum path_fault fault_of_byte(char c, bool escaped) {
    if (is_control(c, escaped) && !MUTANT(path_control)) {
        return PATH_CONTROL;
    }
    if (c == '/' && escaped && !MUTANT(path_encoded_slash)) {
        return PATH_SLASH;
    }
    if (c == '\\' && !MUTANT(path_backslash)) {
        return PATH_BACKSLASH;
    }
    if ((unsigned char)c > 0x7F && !escaped && !MUTANT(path_raw)) {
        return PATH_RAW; /* gunicorn encodes it once more (RFC 3986, section 2) */
    }
    return PATH_SOUND;
}

static enum path_fault decode(struct span raw, struct path *out) {
    for (size_t at = 0; at < raw.len;) {
        char c;
        bool escaped;
        if (!next_byte(raw, &at, &c, &escaped)) {
            return PATH_ESCAPE;
        }
        enum path_fault fault = fault_of_byte(c, escaped);
        if (fault != PATH_SOUND) {
            return fault;
        }
        out->bytes[out->len++] = c;
    }
    return PATH_SOUND;
}

static bool is_dots(struct span segment) {
    return span_equal(segment, SPAN(".")) || span_equal(segment, SPAN(".."));
}

/* Segments of the decoded path; it starts with a slash. */
static enum path_fault check_segments(struct span path) {
    struct span rest = span_from_index(path, 1);
    while (rest.ptr) {
        struct span segment = span_cut(&rest, '/');
        if (is_dots(segment) && !MUTANT(path_dots)) {
            return PATH_DOTS;
        }
        if (!segment.len && rest.ptr && !MUTANT(path_empty_segment)) {
            return PATH_EMPTY_SEGMENT;
        }
    }
    return PATH_SOUND;
}

enum path_fault path_read(struct span target, struct path *out) {
    out->len = 0;
    out->query = (struct span){NULL, 0};
    if (target.len > PATH_BYTES) {
        return PATH_TOO_LONG;
    }
    if (!span_starts(target, SPAN("/"))) {
        return PATH_FORM;
    }
    if (span_find_byte(target, '#') != SIZE_MAX && !MUTANT(path_fragment)) {
        return PATH_FRAGMENT;
    }
    struct span query = target, raw = span_cut(&query, '?');
    out->query = query;
    enum path_fault fault = decode(raw, out);
    if (fault == PATH_SOUND && utf8_invalid(path_span(out)) != SIZE_MAX && !MUTANT(path_utf8)) {
        return PATH_UTF8;
    }
    return fault == PATH_SOUND ? check_segments(path_span(out)) : fault;
}

struct span path_span(const struct path *path) {
    return (struct span){path->bytes, path->len};
}

#define PATH_NAME(code, name, words) name,
#define PATH_WORDS(code, name, words) words,

const char *path_fault_name(enum path_fault fault) {
    static const char *const names[] = {PATH_LIST(PATH_NAME)};
    return names[fault < PATH_FAULT_COUNT ? fault : PATH_UNREAD];
}

const char *path_fault_words(enum path_fault fault) {
    static const char *const words[] = {PATH_LIST(PATH_WORDS)};
    return words[fault < PATH_FAULT_COUNT ? fault : PATH_UNREAD];
}
