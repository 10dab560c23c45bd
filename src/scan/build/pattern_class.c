/* SPDX-License-Identifier: Apache-2.0 */
/* Reading classes and escapes, as far as ECMA 262 and Python agree. */
#include "scan/build/pattern_class.h"

static void set_range(struct pattern_set *set, unsigned from, unsigned to) {
    for (unsigned c = from; c <= to && c < 128; c++) {
        set->has[c] = true;
    }
}

static void set_flip(struct pattern_set *set) {
    for (unsigned c = 0; c < 128; c++) {
        set->has[c] = !set->has[c] && c >= ' ' && c < 127;
    }
}

bool pattern_named_class(struct pattern_set *set, char letter) {
    struct pattern_set class = {{false}};
    switch (letter | 0x20) {
    case 'd':
        set_range(&class, '0', '9');
        break;
    case 'w':
        set_range(&class, 'a', 'z');
        set_range(&class, 'A', 'Z');
        set_range(&class, '0', '9');
        set_range(&class, '_', '_');
        break;
    case 's':
        set_range(&class, ' ', ' ');
        break;
    default:
        return false;
    }
    if (!(letter & 0x20)) {
        set_flip(&class);
    }
    for (unsigned c = 0; c < 128; c++) {
        set->has[c] = set->has[c] || class.has[c];
    }
    return true;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static unsigned take_hex(struct pattern_walk *w, unsigned digits) {
    unsigned value = 0;
    while (digits-- > 0 && !w->stuck) {
        int digit = hex_value(pattern_peek(w));
        w->stuck = digit < 0;
        value = value * 16 + (unsigned)(digit < 0 ? 0 : digit);
        w->at++;
    }
    w->stuck = w->stuck || value >= 128;
    return value;
}

unsigned pattern_take_escape(struct pattern_walk *w) {
    char c = pattern_peek(w);
    w->at++;
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'x':
        return take_hex(w, 2);
    case 'u':
        return take_hex(w, 4);
    default:
        break;
    }
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    w->stuck = w->stuck || word || (unsigned char)c >= 128 || c == '\0';
    return (unsigned char)c & 127;
}

bool pattern_take_property(struct pattern_walk *w, struct pattern_set *set) {
    if (!pattern_take_text(w, SPAN("p{"))) {
        return false;
    }
    char kind = pattern_peek(w);
    while (!pattern_ended(w) && pattern_peek(w) != '}') {
        w->at++;
    }
    w->at++;
    set_range(set, kind == 'N' ? '0' : 'A', kind == 'N' ? '9' : 'Z');
    w->stuck = w->stuck || (kind != 'L' && kind != 'N');
    if (kind == 'L') {
        set_range(set, 'a', 'z');
    }
    return true;
}

/* One member of a class; *single: it is one byte, which may begin a range. */
static unsigned take_member(struct pattern_walk *w, struct pattern_set *set, bool *single) {
    *single = true;
    if (pattern_take(w, '\\')) {
        char c = pattern_peek(w);
        if (pattern_take_property(w, set)) {
            *single = false;
            return 0;
        }
        if (pattern_named_class(set, c)) {
            w->at++;
            *single = false;
            return 0;
        }
        return pattern_take_escape(w);
    }
    unsigned char c = (unsigned char)pattern_peek(w);
    w->at++;
    *single = c < 128; /* others are skipped: something in ASCII is taken instead */
    return c;
}

void pattern_take_class(struct pattern_walk *w, struct pattern_set *set) {
    bool flip = pattern_take(w, '^'), first = true;
    while (!w->stuck && (first || pattern_peek(w) != ']')) {
        first = false;
        if (pattern_ended(w)) {
            w->stuck = true;
            return;
        }
        bool single, single_to = false;
        unsigned from = take_member(w, set, &single), to = from;
        bool range = single && pattern_peek(w) == '-' && w->at + 1 < w->pattern.len &&
                     w->pattern.ptr[w->at + 1] != ']';
        if (range) {
            w->at++;
            to = take_member(w, set, &single_to);
            to = single_to ? to : 127;
        }
        if (single) {
            set_range(set, from, to);
        }
    }
    w->at++;
    if (flip) {
        set_flip(set);
    }
}

void pattern_write_member(struct pattern_walk *w, const struct pattern_set *set) {
    static const char order[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "-_. :/@!#$%&'()*+,;<=>?[\\]^`{|}~\"\t\n\r";
    for (size_t i = 0; i + 1 < sizeof(order); i++) {
        if (set->has[(unsigned char)order[i]]) {
            buf_byte(w->out, order[i]);
            return;
        }
    }
    w->stuck = true;
}
