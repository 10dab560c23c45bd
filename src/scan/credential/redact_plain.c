/* SPDX-License-Identifier: Apache-2.0 */
/* Undoing escapes: percent-encoding, backslashes, HTML's references, one within the other. */
#include "base/mutant.h"
#include "scan/credential/redact.h"
#include "text/uri.h"

enum { LAYERS = 4 };

/* The number of n hex digits; false: there are none. */
static bool hex_number(struct span text, size_t at, size_t n, uint32_t *out) {
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        int digit = at + i < text.len ? uri_hex(text.ptr[at + i]) : -1;
        if (digit < 0) {
            return false;
        }
        *out = *out << 4 | (uint32_t)digit;
    }
    return true;
}

static size_t utf8(uint32_t code, char out[static 4]) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

/* What an escape of this length at this place stands for. */
struct escape {
    size_t length; /* 0: none is here */
    char bytes[4];
    size_t n;
};

static struct escape byte_escape(size_t length, uint32_t byte) {
    return (struct escape){.length = length, .bytes = {(char)byte}, .n = 1};
}

static struct escape code_escape(size_t length, uint32_t code) {
    struct escape escape = {.length = length};
    escape.n = utf8(code, escape.bytes);
    return escape;
}

/* RFC 8259, section 7; and what JavaScript and Python write. */
static struct escape backslash(struct span text) {
    static const char names[] = "\"\\/'bfnrt", bytes[] = "\"\\/'\b\f\n\r\t";
    uint32_t high, low;
    char kind = text.len > 1 ? text.ptr[1] : '\0';
    const char *name = kind ? strchr(names, kind) : NULL;
    if (name) {
        return byte_escape(2, (unsigned char)bytes[name - names]);
    }
    if (kind == 'x' && !MUTANT(bytes_unescaped) && hex_number(text, 2, 2, &high)) {
        return byte_escape(4, high);
    }
    if (kind != 'u' || !hex_number(text, 2, 4, &high)) {
        return (struct escape){0};
    }
    bool pair = high >= 0xd800 && high < 0xdc00 && text.len > 7 && text.ptr[6] == '\\' &&
                text.ptr[7] == 'u' && hex_number(text, 8, 4, &low) && low >= 0xdc00 && low < 0xe000;
    return pair && !MUTANT(halves_apart)
               ? code_escape(12, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
               : code_escape(6, high);
}

static struct escape numbered(struct span text, size_t end) {
    bool hex = text.len > 2 && (text.ptr[2] == 'x' || text.ptr[2] == 'X');
    uint32_t code = 0;
    for (size_t i = hex ? 3 : 2; i < end; i++) {
        int digit = uri_hex(text.ptr[i]);
        if (digit < 0 || (!hex && digit > 9) || code > 0x10ffff) {
            return (struct escape){0};
        }
        code = code * (hex ? 16 : 10) + (uint32_t)digit;
    }
    return code && code <= 0x10ffff ? code_escape(end + 1, code) : (struct escape){0};
}

/* A character reference of HTML, by number or by a name of those that stand for ASCII. */
static struct escape reference(struct span text) {
    static const struct {
        struct span name;
        char byte;
    } named[] = {{SPAN_INIT("amp"), '&'},    {SPAN_INIT("lt"), '<'},     {SPAN_INIT("gt"), '>'},
                 {SPAN_INIT("quot"), '"'},   {SPAN_INIT("apos"), '\''},  {SPAN_INIT("sol"), '/'},
                 {SPAN_INIT("plus"), '+'},   {SPAN_INIT("equals"), '='}, {SPAN_INIT("colon"), ':'},
                 {SPAN_INIT("comma"), ','},  {SPAN_INIT("period"), '.'}, {SPAN_INIT("lowbar"), '_'},
                 {SPAN_INIT("hyphen"), '-'}, {SPAN_INIT("num"), '#'},    {SPAN_INIT("nbsp"), ' '},
                 {SPAN_INIT("excl"), '!'},   {SPAN_INIT("dollar"), '$'}, {SPAN_INIT("percnt"), '%'},
                 {SPAN_INIT("ast"), '*'},    {SPAN_INIT("commat"), '@'}, {SPAN_INIT("bsol"), '\\'},
                 {SPAN_INIT("semi"), ';'},   {SPAN_INIT("quest"), '?'},  {SPAN_INIT("vert"), '|'},
                 {SPAN_INIT("lpar"), '('},   {SPAN_INIT("rpar"), ')'},   {SPAN_INIT("grave"), '`'}};
    size_t end = span_find_byte(span_slice(text, 0, 12), ';');
    if (end == SIZE_MAX || end < 3) {
        return (struct escape){0};
    }
    if (text.ptr[1] == '#') {
        return numbered(text, end);
    }
    struct span name = span_slice(text, 1, end - 1);
    for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
        if (span_equal_nocase(name, named[i].name)) {
            return byte_escape(end + 1, (unsigned char)named[i].byte);
        }
    }
    return (struct escape){0};
}

static struct escape escape_at(struct span text) {
    uint32_t byte;
    switch (text.ptr[0]) {
    case '%':
        return hex_number(text, 1, 2, &byte) ? byte_escape(3, byte) : (struct escape){0};
    case '\\':
        return backslash(text);
    case '&':
        return reference(text);
    default:
        return (struct escape){0};
    }
}

/* One layer, in place: what an escape stands for is never longer than the escape. */
static bool peel(struct plain *p) {
    struct span text = {p->bytes, p->n};
    size_t to = 0;
    bool any = false;
    for (size_t i = 0; i < text.len;) {
        struct escape escape = escape_at(span_from_index(text, i));
        size_t from = p->from[i], length = escape.length ? escape.length : 1;
        if (escape.length == 0) {
            escape = byte_escape(1, (unsigned char)text.ptr[i]);
        } else {
            any = true;
        }
        for (size_t k = 0; k < escape.n; k++, to++) {
            p->bytes[to] = escape.bytes[k];
            p->from[to] = from;
        }
        i += length;
    }
    p->from[to] = p->from[p->n];
    p->n = to;
    return any;
}

enum err plain_read(struct arena *arena, struct span text, struct plain *out) {
    out->n = text.len;
    out->bytes = arena_array(arena, char, text.len + 1);
    out->from = arena_array(arena, size_t, text.len + 1);
    TRY_PTR(out->bytes);
    TRY_PTR(out->from);
    for (size_t i = 0; i <= text.len; i++) {
        out->from[i] = i;
    }
    if (text.len) {
        memcpy(out->bytes, text.ptr, text.len);
    }
    for (unsigned layer = 0; layer < LAYERS && !MUTANT(escaped_secret) && peel(out); layer++) {
    }
    return OK;
}

unsigned char plain_fold(char c) {
    if (c >= 'A' && c <= 'Z') {
        return (unsigned char)(c - 'A' + 'a');
    }
    if (c == '+' || c == '-') {
        return ' ';
    }
    return c == '_' ? '/' : (unsigned char)c;
}
