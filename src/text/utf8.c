/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding UTF-8, and what is known of single characters. */
#include "text/utf8.h"

#include <assert.h>

/* What the first byte promises: bytes in all, and the range of the second (RFC 3629, section 4). */
struct lead {
    unsigned len;
    unsigned char low, high;
};

static struct lead lead_of(unsigned char byte) {
    if (byte < 0x80) {
        return (struct lead){1, 0, 0};
    }
    if (byte >= 0xC2 && byte <= 0xDF) {
        return (struct lead){2, 0x80, 0xBF};
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        return (struct lead){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        return (struct lead){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
    }
    return (struct lead){0, 0, 0};
}

static size_t next(struct span s, size_t at, uint32_t *code, bool *valid) {
    unsigned char first = (unsigned char)s.ptr[at];
    struct lead lead = lead_of(first);
    *valid = lead.len == 1;
    *code = lead.len == 1 ? first : UTF8_REPLACEMENT;
    if (lead.len < 2) {
        return 1;
    }
    uint32_t value = first & (0x7FU >> lead.len);
    for (unsigned i = 1; i < lead.len; i++) {
        unsigned char byte = at + i < s.len ? (unsigned char)s.ptr[at + i] : 0;
        unsigned char low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xBF;
        if (byte < low || byte > high) {
            return i;
        }
        value = value << 6 | (byte & 0x3FU);
    }
    *code = value;
    *valid = true;
    return lead.len;
}

size_t utf8_next(struct span s, size_t at, uint32_t *code, bool *valid) {
    assert(at < s.len);
    bool ignored;
    return next(s, at, code, valid ? valid : &ignored);
}

struct range {
    uint32_t first, last;
};

static bool within(uint32_t code, const struct range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

#define WITHIN(code, ranges) within((code), (ranges), sizeof(ranges) / sizeof((ranges)[0]))

bool utf8_is_control(uint32_t code) {
    static const struct range controls[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0x061C, 0x061C}, {0x200E, 0x200F},
        {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFEFF, 0xFEFF},
    };
    return WITHIN(code, controls);
}

unsigned utf8_width(uint32_t code) {
    static const struct range zero[] = {
        {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
        {0x200B, 0x200F}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
    };
    static const struct range wide[] = {
        {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xA960, 0xA97F},
        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD},
    };
    if (code < 0x300) {
        return 1;
    }
    return WITHIN(code, zero) ? 0 : WITHIN(code, wide) ? 2 : 1;
}

size_t utf8_sequence(struct span s) {
    uint32_t code;
    bool valid = false;
    size_t len = s.len ? next(s, 0, &code, &valid) : 0;
    return valid ? len : 0;
}

size_t utf8_invalid(struct span s) {
    for (size_t at = 0; at < s.len;) {
        uint32_t code;
        bool valid = false;
        size_t len = next(s, at, &code, &valid);
        if (!valid) {
            return at;
        }
        at += len;
    }
    return SIZE_MAX;
}

size_t utf8_encode(uint32_t code, char out[UTF8_MOST]) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    unsigned more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char mark[] = {0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(mark[more] | code >> (6 * more));
    for (unsigned i = 1; i <= more; i++) {
        out[i] = (char)(0x80 | (code >> (6 * (more - i)) & 0x3F));
    }
    return more + 1;
}

void utf8_put(struct buf *out, uint32_t code) {
    char bytes[UTF8_MOST];
    buf_add(out, (struct span){bytes, utf8_encode(code, bytes)});
}
