/* SPDX-License-Identifier: Apache-2.0 */
/* Matching with one place to come back to for each kind of star, so never exponential. */
#include "text/glob.h"

/* Where matching goes on when what follows a star does not fit: the star takes one byte more. */
struct retry {
    bool set;
    size_t pattern, text;
};

struct glob {
    struct span pattern, text;
    size_t p, t;
    struct retry star, double_star;
};

static char peek(struct span s, size_t at) {
    return at < s.len ? s.ptr[at] : '\0';
}

/* Steps over stars in the pattern; what follows the last one can be tried again from there. */
static bool take_star(struct glob *g) {
    if (peek(g->pattern, g->p) != '*') {
        return false;
    }
    if (peek(g->pattern, g->p + 1) != '*') {
        g->p++;
        g->star = (struct retry){true, g->p, g->t};
        return true;
    }
    bool after_slash = g->p > 0 && g->pattern.ptr[g->p - 1] == '/';
    while (peek(g->pattern, g->p) == '*') {
        g->p++;
    }
    g->star.set = false;
    g->double_star = (struct retry){true, g->p, g->t};
    /* between two slashes it may stand for nothing, and then one slash is enough */
    if (after_slash && peek(g->pattern, g->p) == '/' && g->t > 0) {
        g->double_star.text = g->t - 1;
        g->p++;
    }
    return true;
}

static bool take_byte(struct glob *g) {
    if (g->p >= g->pattern.len || g->t >= g->text.len) {
        return false;
    }
    char wanted = g->pattern.ptr[g->p], is = g->text.ptr[g->t];
    if (wanted != is && !(wanted == '?' && is != '/')) {
        return false;
    }
    g->p++;
    g->t++;
    return true;
}

static bool try_again(struct glob *g) {
    if (g->star.set && g->star.text < g->text.len && g->text.ptr[g->star.text] != '/') {
        g->star.text++;
        g->p = g->star.pattern;
        g->t = g->star.text;
        return true;
    }
    if (g->double_star.set && g->double_star.text < g->text.len) {
        g->star.set = false;
        g->double_star.text++;
        g->p = g->double_star.pattern;
        g->t = g->double_star.text;
        return true;
    }
    return false;
}

/* open_end: the text may go on behind the pattern. */
static bool run(struct glob *g, bool open_end) {
    while (g->p < g->pattern.len || (g->t < g->text.len && !open_end)) {
        if (!take_star(g) && !take_byte(g) && !try_again(g)) {
            return false;
        }
    }
    return true;
}

bool glob_match(struct span pattern, struct span text) {
    return run(&(struct glob){.pattern = pattern, .text = text}, false);
}

static bool match_within(struct span pattern, struct span text) {
    struct glob g = {.pattern = pattern, .text = text, .double_star = {true, 0, 0}};
    return run(&g, true);
}

bool glob_operation(struct span pattern, struct span method, struct span path) {
    pattern = span_trim(pattern);
    size_t space = span_find_byte(pattern, ' ');
    if (space != SIZE_MAX) {
        struct span wanted = span_slice(pattern, 0, space);
        if (!span_equal(wanted, SPAN("*")) && !span_equal_nocase(wanted, method)) {
            return false;
        }
        pattern = span_trim(span_from_index(pattern, space));
    }
    bool anywhere = span_find_byte(pattern, '/') == SIZE_MAX;
    return anywhere ? match_within(pattern, path) : glob_match(pattern, path);
}
