/* SPDX-License-Identifier: Apache-2.0 */
/* The core schema of YAML 1.2.2 (section 10.3.2), written as JSON would write it. */
#include "text/yaml_scalar.h"

#include <inttypes.h>

static size_t digits(struct span s, size_t at) {
    size_t start = at;
    while (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9') {
        at++;
    }
    return at - start;
}

/* The parts of [-+]?digits?(.digits?)?([eE][-+]?digits)? */
struct decimal {
    bool minus, point;
    struct span whole, fraction, exponent; /* exponent with its e */
};

static bool split_decimal(struct span s, struct decimal *out) {
    size_t at = 0;
    *out = (struct decimal){.minus = s.len && s.ptr[0] == '-'};
    at += s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    out->whole = span_slice(s, at, digits(s, at));
    at += out->whole.len;
    if (at < s.len && s.ptr[at] == '.') {
        out->point = true;
        at++;
        out->fraction = span_slice(s, at, digits(s, at));
        at += out->fraction.len;
    }
    if (out->whole.len + out->fraction.len == 0) {
        return false;
    }
    if (at < s.len && (s.ptr[at] == 'e' || s.ptr[at] == 'E')) {
        size_t start = at++;
        at += at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '+');
        size_t count = digits(s, at);
        if (count == 0) {
            return false;
        }
        at += count;
        out->exponent = span_slice(s, start, at - start);
    }
    return at == s.len;
}

static enum err set_number(struct node *node, struct span text) {
    TRY_PTR(text.ptr);
    node->kind = NODE_NUMBER;
    node->text = text.ptr;
    node->len = (uint32_t)text.len;
    return OK;
}

/* Leading zeros are octal to YAML 1.1 and nothing to 1.2: such a number stays a string. */
static bool is_ambiguous(const struct decimal *parts) {
    return parts->whole.len > 1 && parts->whole.ptr[0] == '0';
}

static enum err resolve_decimal(struct arena *arena, struct span spelling,
                                const struct decimal *parts, struct node *node) {
    bool as_json =
        spelling.ptr[0] != '+' && parts->whole.len && (!parts->point || parts->fraction.len);
    if (as_json) {
        return set_number(node, spelling);
    }
    struct span zero = SPAN("0"), whole = parts->whole.len ? parts->whole : zero;
    struct span fraction = parts->point && !parts->fraction.len ? zero : parts->fraction;
    return set_number(node, arena_printf(arena, "%s%.*s%s%.*s%.*s", parts->minus ? "-" : "",
                                         SPAN_ARG(whole), parts->point ? "." : "",
                                         SPAN_ARG(fraction), SPAN_ARG(parts->exponent)));
}

static unsigned digit_of(char c) {
    if (c >= '0' && c <= '9') {
        return (unsigned)(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return (unsigned)(c - 'a') + 10;
    }
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 16;
}

/* 0o17 and 0x1F, when they fit. */
static bool read_prefixed(struct span s, uint64_t *out) {
    unsigned base = span_starts(s, SPAN("0o")) ? 8 : span_starts(s, SPAN("0x")) ? 16 : 0;
    uint64_t value = 0;
    if (base == 0 || s.len == 2) {
        return false;
    }
    for (size_t i = 2; i < s.len; i++) {
        unsigned digit = digit_of(s.ptr[i]);
        if (digit >= base || value > (UINT64_MAX - digit) / base) {
            return false;
        }
        value = value * base + digit;
    }
    *out = value;
    return true;
}

static bool resolve_word(struct span s, struct node *node) {
    static const struct {
        const char *word;
        enum node_kind kind;
    } words[] = {
        {"", NODE_NULL},       {"~", NODE_NULL},      {"null", NODE_NULL},   {"Null", NODE_NULL},
        {"NULL", NODE_NULL},   {"true", NODE_TRUE},   {"True", NODE_TRUE},   {"TRUE", NODE_TRUE},
        {"false", NODE_FALSE}, {"False", NODE_FALSE}, {"FALSE", NODE_FALSE},
    };
    if (s.len > 5) {
        return false;
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (span_equal(s, span_from(words[i].word))) {
            node->kind = words[i].kind;
            return true;
        }
    }
    return false;
}

enum err yaml_scalar_resolve(struct arena *arena, struct span spelling, struct node *node) {
    struct decimal parts;
    uint64_t value = 0;
    if (resolve_word(spelling, node)) {
        return OK;
    }
    if (split_decimal(spelling, &parts) && !is_ambiguous(&parts)) {
        return resolve_decimal(arena, spelling, &parts, node);
    }
    if (read_prefixed(spelling, &value)) {
        return set_number(node, arena_printf(arena, "%" PRIu64, value));
    }
    node->kind = NODE_STRING;
    node->text = spelling.ptr;
    node->len = (uint32_t)spelling.len;
    return OK;
}
