/* SPDX-License-Identifier: Apache-2.0 */
/* Walking a regular expression and writing down the first text that it allows. */
#include "scan/build/build_pattern.h"

#include "base/buf.h"

enum { MOST_TEXT = 4096, MOST_STEPS = 100000, MOST_DEPTH = 24, MOST_REPEATS = 1000 };

struct walk {
    struct span pattern;
    size_t at;
    size_t extra;   /* how often more than needed a repeatable part is repeated */
    unsigned steps; /* taken so far */
    bool stuck;     /* not understood, or too much */
    struct buf *out;
};

static char peek(const struct walk *w) {
    return w->at < w->pattern.len ? w->pattern.ptr[w->at] : '\0';
}

static bool ended(const struct walk *w) {
    return w->at >= w->pattern.len;
}

static bool take(struct walk *w, char c) {
    bool is = !ended(w) && peek(w) == c;
    w->at += is;
    return is;
}

static bool take_text(struct walk *w, struct span text) {
    bool is = span_starts(span_from_index(w->pattern, w->at), text);
    w->at += is ? text.len : 0;
    return is;
}

/* A set of ASCII bytes. */
struct set {
    bool has[128];
};

static void set_range(struct set *set, unsigned from, unsigned to) {
    for (unsigned c = from; c <= to && c < 128; c++) {
        set->has[c] = true;
    }
}

static void set_flip(struct set *set) {
    for (unsigned c = 0; c < 128; c++) {
        set->has[c] = !set->has[c] && c >= ' ' && c < 127;
    }
}

/* \d, \w, \s and their opposites. False for another letter. */
static bool set_class(struct set *set, char letter) {
    struct set class = {{false}};
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

static unsigned take_hex(struct walk *w, unsigned digits) {
    unsigned value = 0;
    while (digits-- > 0 && !w->stuck) {
        int digit = hex_value(peek(w));
        w->stuck = digit < 0;
        value = value * 16 + (unsigned)(digit < 0 ? 0 : digit);
        w->at++;
    }
    w->stuck = w->stuck || value >= 128;
    return value;
}

/* After a backslash, an escape that stands for one byte. */
static unsigned take_escape(struct walk *w) {
    char c = peek(w);
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

/* \p{Lu}: a property of Unicode; letters and digits serve for all that are common. */
static bool take_property(struct walk *w, struct set *set) {
    if (!take_text(w, SPAN("p{"))) {
        return false;
    }
    char kind = peek(w);
    while (!ended(w) && peek(w) != '}') {
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
static unsigned take_member(struct walk *w, struct set *set, bool *single) {
    *single = true;
    if (take(w, '\\')) {
        char c = peek(w);
        if (take_property(w, set)) {
            *single = false;
            return 0;
        }
        if (set_class(set, c)) {
            w->at++;
            *single = false;
            return 0;
        }
        return take_escape(w);
    }
    unsigned char c = (unsigned char)peek(w);
    w->at++;
    *single = c < 128; /* others are skipped: something in ASCII is taken instead */
    return c;
}

static void take_class(struct walk *w, struct set *set) {
    bool flip = take(w, '^'), first = true;
    while (!w->stuck && (first || peek(w) != ']')) {
        first = false;
        if (ended(w)) {
            w->stuck = true;
            return;
        }
        bool single, single_to = false;
        unsigned from = take_member(w, set, &single), to = from;
        bool range = single && peek(w) == '-' && w->at + 1 < w->pattern.len &&
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

/* The plainest member: a letter or digit if there is one. */
static void write_member(struct walk *w, const struct set *set) {
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

static void walk_choice(struct walk *w, unsigned depth);

static void walk_group(struct walk *w, unsigned depth) {
    if (take(w, '?')) {
        if (take_text(w, SPAN("P<")) || (peek(w) == '<' && w->at + 1 < w->pattern.len &&
                                         !strchr("=!", w->pattern.ptr[w->at + 1]))) {
            while (!ended(w) && !take(w, '>')) {
                w->at++;
            }
        } else if (!take(w, ':')) {
            w->stuck = true; /* look-around, flags */
            return;
        }
    }
    walk_choice(w, depth + 1);
    w->stuck = w->stuck || !take(w, ')');
}

static void walk_escape(struct walk *w) {
    char c = peek(w);
    struct set set = {{false}};
    if (strchr("bBAZzG", c) && c) {
        w->at++;
        w->stuck = w->stuck || c == 'B' || c == 'G';
    } else if (take_property(w, &set)) {
        write_member(w, &set);
    } else if (set_class(&set, c)) {
        w->at++;
        write_member(w, &set);
    } else {
        buf_byte(w->out, (char)take_escape(w));
    }
}

static void walk_atom(struct walk *w, unsigned depth) {
    struct set set = {{false}};
    w->stuck = w->stuck || ++w->steps > MOST_STEPS;
    if (take(w, '(')) {
        walk_group(w, depth);
    } else if (take(w, '[')) {
        take_class(w, &set);
        write_member(w, &set);
    } else if (take(w, '.')) {
        buf_byte(w->out, 'a');
    } else if (take(w, '\\')) {
        walk_escape(w);
    } else if (!take(w, '^') && !take(w, '$')) {
        buf_byte(w->out, peek(w));
        w->at++;
    }
}

static size_t take_number(struct walk *w) {
    size_t value = 0;
    while (peek(w) >= '0' && peek(w) <= '9') {
        value = value * 10 + (size_t)(peek(w) - '0');
        value = value > MOST_REPEATS ? MOST_REPEATS + 1 : value;
        w->at++;
    }
    return value;
}

/* How often the atom before stands; {1, 1} without a quantifier. */
static void take_quantifier(struct walk *w, size_t *least, size_t *most) {
    *least = *most = 1;
    size_t start = w->at;
    if (take(w, '*')) {
        *least = 0;
        *most = SIZE_MAX;
    } else if (take(w, '+')) {
        *most = SIZE_MAX;
    } else if (take(w, '?')) {
        *least = 0;
    } else if (take(w, '{') && peek(w) >= '0' && peek(w) <= '9') {
        *least = *most = take_number(w);
        if (take(w, ',')) {
            *most = peek(w) == '}' ? SIZE_MAX : take_number(w);
        }
        w->stuck = w->stuck || !take(w, '}');
    } else {
        w->at = start; /* none, or a brace that stands for itself */
        return;
    }
    if (!take(w, '?')) { /* lazy and possessive forms allow the same texts */
        (void)take(w, '+');
    }
}

/* An atom with its quantifier: walked once to see where it ends, then as often as wanted. */
static void walk_piece(struct walk *w, unsigned depth) {
    size_t start = w->at, text = w->out->len, least, most;
    walk_atom(w, depth);
    size_t end_of_atom = w->at;
    take_quantifier(w, &least, &most);
    size_t end = w->at;
    size_t wanted = most - least < w->extra ? most : least + w->extra;
    w->stuck = w->stuck || least > most || wanted > MOST_REPEATS;
    if (wanted == 0 && !w->stuck) {
        w->out->len = text;
    }
    for (size_t i = 1; i < wanted && !w->stuck; i++) {
        w->at = start;
        walk_atom(w, depth);
        w->stuck = w->stuck || w->at != end_of_atom;
    }
    w->at = end;
}

/* Alternatives: the first one is written, the others are only passed over. */
static void walk_choice(struct walk *w, unsigned depth) {
    w->stuck = w->stuck || depth > MOST_DEPTH;
    size_t kept = SIZE_MAX;
    while (!ended(w) && peek(w) != ')' && !w->stuck) {
        if (take(w, '|')) {
            kept = kept == SIZE_MAX ? w->out->len : kept;
            continue;
        }
        walk_piece(w, depth);
        w->stuck = w->stuck || w->out->len > MOST_TEXT;
    }
    if (kept != SIZE_MAX && kept < w->out->len) {
        w->out->len = kept;
    }
}

enum err pattern_example(struct arena *arena, struct span pattern, size_t shortest, size_t longest,
                         struct span *out) {
    BUF_SCOPE text = {0};
    *out = (struct span){NULL, 0};
    size_t before = 0;
    unsigned steps = 0; /* of all walks together */
    for (size_t extra = 0, step = 1; extra <= MOST_REPEATS; extra += step) {
        buf_clear(&text);
        struct walk w = {.pattern = pattern, .extra = extra, .steps = steps, .out = &text};
        walk_choice(&w, 0);
        steps = w.steps;
        TRY(buf_status(&text));
        if (w.stuck || !ended(&w) || text.len > longest || (extra && text.len <= before)) {
            return OK;
        }
        if (text.len >= shortest && text.len) {
            *out = arena_dup(arena, buf_span(&text));
            return out->ptr ? OK : ERR_MEMORY;
        }
        if (extra == 1) { /* each repetition adds as much: most of the way in one step */
            size_t missing = (shortest - text.len) / (text.len - before);
            step = missing > 1 ? missing - 1 : 1;
        } else {
            step = 1;
        }
        before = text.len;
    }
    return OK;
}
