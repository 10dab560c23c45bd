/* SPDX-License-Identifier: Apache-2.0 */
/* Prefix, quotes and escapes of Python's strings (Language Reference, section 2.4.1). */
#include "source/literal.h"

#include "text/utf8.h"

struct reader {
    struct span text;
    size_t at;
    bool bytes;
};

static int digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

static uint32_t number(struct reader *r, size_t most, int base) {
    uint32_t value = 0;
    for (size_t i = 0; i < most && r->at < r->text.len && digit(r->text.ptr[r->at]) < base; i++) {
        value = value * (uint32_t)base + (uint32_t)digit(r->text.ptr[r->at++]);
    }
    return value;
}

static void put(struct buf *out, const struct reader *r, uint32_t code) {
    if (r->bytes) {
        buf_byte(out, (char)code);
    } else {
        utf8_put(out,
                 code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? UTF8_REPLACEMENT : code);
    }
}

/* r->at stands behind the backslash. */
static void escape(struct buf *out, struct reader *r) {
    static const char letters[] = "abfnrtv\\'\"", meant[] = "\a\b\f\n\r\t\v\\'\"";
    char c = r->text.ptr[r->at];
    const char *known = c ? strchr(letters, c) : NULL;
    if (known) {
        r->at++;
        buf_byte(out, meant[known - letters]);
    } else if (c >= '0' && c <= '7') {
        put(out, r, number(r, 3, 8));
    } else if (c == '\n') {
        r->at++;
    } else if (c == 'x' || (!r->bytes && (c == 'u' || c == 'U'))) {
        r->at++;
        put(out, r, number(r, c == 'x' ? 2 : c == 'u' ? 4 : 8, 16));
    } else {
        buf_byte(out, '\\');
    }
}

static struct span unescape(struct arena *arena, struct span text, bool bytes) {
    struct reader r = {text, 0, bytes};
    BUF_SCOPE out = {0};
    while (r.at < text.len) {
        char c = text.ptr[r.at++];
        if (c == '\\' && r.at < text.len) {
            escape(&out, &r);
        } else {
            buf_byte(&out, c);
        }
    }
    return arena_dup(arena, buf_span(&out));
}

struct literal literal_decode(struct arena *arena, struct span source) {
    struct literal literal = {0};
    bool raw = false;
    size_t at = 0;
    for (; at < source.len && source.ptr[at] != '"' && source.ptr[at] != '\''; at++) {
        char c = (char)(source.ptr[at] | 0x20);
        raw |= c == 'r';
        literal.bytes |= c == 'b';
        literal.formatted |= c == 'f';
    }
    struct span rest = span_from_index(source, at);
    size_t quotes =
        rest.len >= 6 && rest.ptr[1] == rest.ptr[0] && rest.ptr[2] == rest.ptr[0] ? 3 : 1;
    size_t inside = rest.len >= 2 * quotes ? rest.len - 2 * quotes : 0;
    literal.text = span_slice(rest, quotes, inside);
    if (!literal.text.ptr) {
        literal.text = SPAN("");
    }
    if (!raw && span_find_byte(literal.text, '\\') != SIZE_MAX) {
        literal.text = unescape(arena, literal.text, literal.bytes);
    }
    return literal;
}
