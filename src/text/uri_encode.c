/* SPDX-License-Identifier: Apache-2.0 */
/* Percent-encoding and decoding by component (RFC 3986, section 2). */
#include "text/uri.h"

static bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-._~", c));
}

static bool is_one_of(char c, const char *bytes) {
    return c != '\0' && strchr(bytes, c);
}

static bool stands(char c, enum uri_set set) {
    if (is_unreserved(c)) {
        return true;
    }
    switch (set) {
    case URI_UNRESERVED:
    case URI_FORM:
        return false;
    case URI_SEGMENT:
        return is_one_of(c, "!$&'()*+,;=:@");
    case URI_PATH:
        return is_one_of(c, "!$&'()*+,;=:@/");
    case URI_QUERY:
        return is_one_of(c, "!$&'()*+,;=:@/?");
    }
    return false;
}

void uri_encode(struct buf *out, struct span s, enum uri_set set) {
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        if (stands(s.ptr[i], set)) {
            buf_byte(out, s.ptr[i]);
        } else if (set == URI_FORM && byte == ' ') {
            buf_byte(out, '+');
        } else {
            char escape[3] = {'%', digits[byte >> 4], digits[byte & 15]};
            buf_add(out, (struct span){escape, sizeof(escape)});
        }
    }
}

struct span uri_encoded(struct arena *arena, struct span s, enum uri_set set) {
    BUF_SCOPE text = {0};
    uri_encode(&text, s, set);
    return buf_status(&text) == OK ? arena_dup(arena, buf_span(&text)) : (struct span){NULL, 0};
}

int uri_hex(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

struct span uri_decode(struct arena *arena, struct span s) {
    char *out = arena_take(arena, s.len + 1, 1);
    size_t len = 0;
    if (!out) {
        return (struct span){NULL, 0};
    }
    for (size_t i = 0; i < s.len; i++) {
        int high = s.ptr[i] == '%' && i + 2 < s.len ? uri_hex(s.ptr[i + 1]) : -1;
        int low = high >= 0 ? uri_hex(s.ptr[i + 2]) : -1;
        if (low >= 0) {
            out[len++] = (char)(high * 16 + low);
            i += 2;
        } else {
            out[len++] = s.ptr[i];
        }
    }
    out[len] = '\0';
    return (struct span){out, len};
}
