/* SPDX-License-Identifier: Apache-2.0 */
/* JSON strings (RFC 8259, section 7): those without escapes are not copied. */
#include "text/json_string.h"

#include "text/utf8.h"

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Nothing among eight bytes that ends a run of plain ASCII. May say false for plain ones, never
 * true for others. */
static bool all_plain(const char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof(word));
    uint64_t quote = word ^ EACH_BYTE('"'), slash = word ^ EACH_BYTE('\\');
    uint64_t special = (word - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) | (slash - EACH_BYTE(1));
    return ((special | word) & EACH_BYTE(0x80)) == 0;
}

/* Finds the closing quote and checks all bytes up to there; *escapes says whether there are any. */
static enum err find_end(struct json_parser *p, const char **end, bool *escapes) {
    const char *at = p->at;
    *escapes = false;
    for (;;) {
        while (p->end - at >= 8 && all_plain(at)) {
            at += 8;
        }
        if (at == p->end) {
            return json_fail(p, ERR_SYNTAX, at, "the string does not end");
        }
        unsigned char byte = (unsigned char)*at;
        if (byte == '"') {
            *end = at;
            return OK;
        }
        if (byte < 0x20) {
            return json_fail(p, ERR_SYNTAX, at, "a control character must be escaped");
        }
        if (byte == '\\') {
            *escapes = true;
            at += p->end - at > 1 && ((unsigned char)at[1] < 0x80) ? 2 : 1;
        } else if (byte < 0x80) {
            at++;
        } else {
            size_t len = utf8_sequence((struct span){at, (size_t)(p->end - at)});
            if (len == 0) {
                return json_fail(p, ERR_SYNTAX, at, "not valid UTF-8");
            }
            at += len;
            p->line_start += len - 1;
        }
    }
}

static bool read_hex(const char *at, const char *end, uint32_t *out) {
    if (end - at < 4) {
        return false;
    }
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                         : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                                : 16;
        if (digit == 16) {
            return false;
        }
        value = value << 4 | digit;
    }
    *out = value;
    return true;
}

/* Reads what follows "\u", a pair of surrogates as one code point. A surrogate alone has no UTF-8
 * form and is refused (RFC 7493, section 2.1). */
static enum err read_point(struct json_parser *p, const char **at, const char *end,
                           uint32_t *point) {
    const char *start = *at;
    if (!read_hex(start, end, point)) {
        return json_fail(p, ERR_SYNTAX, start, "\\u needs four hexadecimal digits");
    }
    *at = start + 4;
    if (*point < 0xd800 || *point > 0xdfff) {
        return OK;
    }
    uint32_t low = 0;
    if (*point > 0xdbff || end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u' ||
        !read_hex(*at + 2, end, &low) || low < 0xdc00 || low > 0xdfff) {
        return json_fail(p, ERR_SYNTAX, start, "half of a surrogate pair");
    }
    *at += 6;
    *point = 0x10000 + ((*point - 0xd800) << 10) + (low - 0xdc00);
    return OK;
}

static char unescaped(char c) {
    static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    const char *hit = c ? strchr(names, c) : NULL;
    return hit ? bytes[hit - names] : '\0';
}

/* Never longer than what it is read from, so the copy's room is known. */
static enum err unescape(struct json_parser *p, const char *at, const char *end, struct span *out) {
    char *copy = arena_take(p->arena, (size_t)(end - at) + 1, 1);
    TRY_PTR(copy);
    size_t len = 0;
    while (at < end) {
        if (*at != '\\') {
            copy[len++] = *at++;
            continue;
        }
        at++;
        if (at < end && *at == 'u') {
            uint32_t point = 0;
            at++;
            TRY(read_point(p, &at, end, &point));
            len += utf8_encode(point, copy + len);
            continue;
        }
        char byte = at < end ? unescaped(*at) : '\0';
        if (byte == '\0') {
            return json_fail(p, ERR_SYNTAX, at - 1, "no such escape");
        }
        copy[len++] = byte;
        at++;
    }
    *out = (struct span){copy, len};
    return OK;
}

enum err json_read_string(struct json_parser *p, struct span *out) {
    const char *start = p->at, *end = NULL;
    bool escapes = false;
    TRY(find_end(p, &end, &escapes));
    p->at = end + 1;
    if (escapes) {
        return unescape(p, start, end, out);
    }
    *out = (struct span){start, (size_t)(end - start)};
    return OK;
}
