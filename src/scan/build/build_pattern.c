/* SPDX-License-Identifier: Apache-2.0 */
/* Walking a regular expression and writing down the first text that it allows. */
#include "scan/build/build_pattern.h"

#include "scan/build/pattern_class.h"

enum { MOST_TEXT = 4096, MOST_STEPS = 100000, MOST_DEPTH = 24, MOST_REPEATS = 1000 };

static void walk_choice(struct pattern_walk *w, unsigned depth);

static void walk_group(struct pattern_walk *w, unsigned depth) {
    if (pattern_take(w, '?')) {
        if (pattern_take_text(w, SPAN("P<")) ||
            (pattern_peek(w) == '<' && w->at + 1 < w->pattern.len &&
             !strchr("=!", w->pattern.ptr[w->at + 1]))) {
            while (!pattern_ended(w) && !pattern_take(w, '>')) {
                w->at++;
            }
        } else if (!pattern_take(w, ':')) {
            w->stuck = true; /* look-around, flags */
            return;
        }
    }
    walk_choice(w, depth + 1);
    w->stuck = w->stuck || !pattern_take(w, ')');
}

static void walk_escape(struct pattern_walk *w) {
    char c = pattern_peek(w);
    struct pattern_set set = {{false}};
    if (strchr("bBAZzG", c) && c) {
        w->at++;
        w->stuck = w->stuck || c == 'B' || c == 'G';
    } else if (pattern_take_property(w, &set)) {
        pattern_write_member(w, &set);
    } else if (pattern_named_class(&set, c)) {
        w->at++;
        pattern_write_member(w, &set);
    } else {
        buf_byte(w->out, (char)pattern_take_escape(w));
    }
}

static void walk_atom(struct pattern_walk *w, unsigned depth) {
    struct pattern_set set = {{false}};
    w->stuck = w->stuck || ++w->steps > MOST_STEPS;
    if (pattern_take(w, '(')) {
        walk_group(w, depth);
    } else if (pattern_take(w, '[')) {
        pattern_take_class(w, &set);
        pattern_write_member(w, &set);
    } else if (pattern_take(w, '.')) {
        buf_byte(w->out, 'a');
    } else if (pattern_take(w, '\\')) {
        walk_escape(w);
    } else if (!pattern_take(w, '^') && !pattern_take(w, '$')) {
        buf_byte(w->out, pattern_peek(w));
        w->at++;
    }
}

static size_t take_number(struct pattern_walk *w) {
    size_t value = 0;
    while (pattern_peek(w) >= '0' && pattern_peek(w) <= '9') {
        value = value * 10 + (size_t)(pattern_peek(w) - '0');
        value = value > MOST_REPEATS ? MOST_REPEATS + 1 : value;
        w->at++;
    }
    return value;
}

/* How often the atom before stands; {1, 1} without a quantifier. */
static void take_quantifier(struct pattern_walk *w, size_t *least, size_t *most) {
    *least = *most = 1;
    size_t start = w->at;
    if (pattern_take(w, '*')) {
        *least = 0;
        *most = SIZE_MAX;
    } else if (pattern_take(w, '+')) {
        *most = SIZE_MAX;
    } else if (pattern_take(w, '?')) {
        *least = 0;
    } else if (pattern_take(w, '{') && pattern_peek(w) >= '0' && pattern_peek(w) <= '9') {
        *least = *most = take_number(w);
        if (pattern_take(w, ',')) {
            *most = pattern_peek(w) == '}' ? SIZE_MAX : take_number(w);
        }
        w->stuck = w->stuck || !pattern_take(w, '}');
    } else {
        w->at = start; /* none, or a brace that stands for itself */
        return;
    }
    if (!pattern_take(w, '?')) { /* lazy and possessive forms allow the same texts */
        (void)pattern_take(w, '+');
    }
}

/* An atom with its quantifier: walked once to see where it ends, then as often as wanted. */
static void walk_piece(struct pattern_walk *w, unsigned depth) {
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
static void walk_choice(struct pattern_walk *w, unsigned depth) {
    w->stuck = w->stuck || depth > MOST_DEPTH;
    size_t kept = SIZE_MAX;
    while (!pattern_ended(w) && pattern_peek(w) != ')' && !w->stuck) {
        if (pattern_take(w, '|')) {
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
        struct pattern_walk w = {.pattern = pattern, .extra = extra, .steps = steps, .out = &text};
        walk_choice(&w, 0);
        steps = w.steps;
        TRY(buf_status(&text));
        if (w.stuck || !pattern_ended(&w) || text.len > longest || (extra && text.len <= before)) {
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
