/* SPDX-License-Identifier: Apache-2.0 */
/* Base64 as people and libraries write it: either alphabet, padded or not. */
#include "text/base64.h"

enum { NONE = 64 };

static unsigned value_of(char c, bool *url, bool *standard) {
    if (c >= 'A' && c <= 'Z') {
        return (unsigned)(c - 'A');
    }
    if (c >= 'a' && c <= 'z') {
        return (unsigned)(c - 'a') + 26;
    }
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0') + 52;
    }
    *url |= c == '-' || c == '_';
    *standard |= c == '+' || c == '/';
    return c == '-' || c == '+' ? 62 : c == '_' || c == '/' ? 63 : NONE;
}

static enum base64_form form_of(bool standard, bool padded) {
    return standard ? (padded ? BASE64_PADDED : BASE64_BARE)
                    : (padded ? BASE64_URL_PADDED : BASE64_URL);
}

enum base64_form base64_both(enum base64_form a, enum base64_form b) {
    bool standard =
        a == BASE64_PADDED || a == BASE64_BARE || b == BASE64_PADDED || b == BASE64_BARE;
    bool padded = a == BASE64_PADDED || a == BASE64_URL_PADDED || b == BASE64_PADDED ||
                  b == BASE64_URL_PADDED;
    return form_of(standard, padded);
}

enum err base64_read_loose(struct span text, void *out, size_t *len, enum base64_form *form) {
    unsigned char *to = out;
    uint32_t bits = 0;
    unsigned held = 0;
    bool url = false, standard = false, padded = span_ends(text, SPAN("="));
    for (unsigned i = 0; i < 2 && span_ends(text, SPAN("=")); i++) {
        text.len--;
    }
    if (text.len % 4 == 1) {
        return ERR_SYNTAX;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned value = value_of(text.ptr[i], &url, &standard);
        if (value == NONE) {
            return ERR_SYNTAX;
        }
        bits = bits << 6 | value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            *to++ = (unsigned char)(bits >> held);
        }
    }
    *len = (size_t)(to - (unsigned char *)out);
    *form = form_of(standard && !url, padded);
    return OK;
}

enum err base64_decode_loose(struct arena *arena, struct span text, struct span *out,
                             enum base64_form *form) {
    char *bytes = arena_take(arena, base64_room(text.len) + 1, 1);
    TRY_PTR(bytes);
    size_t len;
    TRY(base64_read_loose(text, bytes, &len, form));
    bytes[len] = '\0';
    *out = (struct span){bytes, len};
    return OK;
}
