/* SPDX-License-Identifier: Apache-2.0 */
/* Matching as git does, with one place to come back to for each kind of star, so never exponential.
 */
#include "source/ignore_match.h"

#include "base/mutant.h"

/* Where matching goes on when what follows a star does not fit: the star takes more. */
struct retry {
    bool set;
    size_t pattern, text;
};

struct matching {
    struct span pattern, text;
    size_t p, t;
    struct retry star, parts;
};

static char peek(struct span s, size_t at) {
    return at < s.len ? s.ptr[at] : '\0';
}

/* Steps over stars. Those that fill a part, and the slash behind them, stand for parts. */
static bool take_star(struct matching *m) {
    size_t start = m->p, end = start;
    while (peek(m->pattern, end) == '*') {
        end++;
    }
    if (end == start) {
        return false;
    }
    bool begins = start == 0 || m->pattern.ptr[start - 1] == '/';
    bool ends = end == m->pattern.len || m->pattern.ptr[end] == '/';
    if (end - start > 1 && begins && ends) {
        m->p = end + (end < m->pattern.len);
        m->t = end == m->pattern.len ? m->text.len : m->t;
        m->star.set = false;
        m->parts = (struct retry){true, m->p, m->t};
        return true;
    }
    m->p = end;
    m->star = (struct retry){true, m->p, m->t};
    return true;
}

/* One byte of a class, with the backslash before it; steps over it. */
static char class_byte(struct span pattern, size_t *at) {
    *at += peek(pattern, *at) == '\\';
    return peek(pattern, (*at)++);
}

/* [ab], [a-z], [!a]: *end is set behind it. One that is not closed fits nothing. */
static bool class_has(struct span pattern, size_t at, char byte, size_t *end) {
    bool negated = peek(pattern, at) == '!' || peek(pattern, at) == '^', has = false;
    at += negated;
    for (size_t first = at; at < pattern.len && (at == first || pattern.ptr[at] != ']');) {
        unsigned char from = (unsigned char)class_byte(pattern, &at), to = from;
        if (peek(pattern, at) == '-' && at + 1 < pattern.len && pattern.ptr[at + 1] != ']') {
            at++;
            to = (unsigned char)class_byte(pattern, &at);
        }
        has |= from <= (unsigned char)byte && (unsigned char)byte <= to;
    }
    *end = at + 1;
    return at < pattern.len && has != negated && byte != '/';
}

static bool take_byte(struct matching *m) {
    if (m->p >= m->pattern.len || m->t >= m->text.len) {
        return false;
    }
    char wanted = m->pattern.ptr[m->p], is = m->text.ptr[m->t];
    size_t next = m->p + 1;
    bool fits = wanted == is;
    if (wanted == '?') {
        fits = is != '/';
    } else if (wanted == '[' && !MUTANT(ignore_no_class)) {
        fits = class_has(m->pattern, next, is, &next);
    } else if (wanted == '\\') {
        fits = next < m->pattern.len && m->pattern.ptr[next] == is;
        next++;
    }
    if (fits) {
        m->p = next;
        m->t++;
    }
    return fits;
}

static bool try_again(struct matching *m) {
    if (m->star.set && m->star.text < m->text.len && m->text.ptr[m->star.text] != '/') {
        m->star.text++;
        m->p = m->star.pattern;
        m->t = m->star.text;
        return true;
    }
    size_t slash =
        m->parts.set ? span_find_byte(span_from_index(m->text, m->parts.text), '/') : SIZE_MAX;
    if (slash == SIZE_MAX) {
        return false;
    }
    m->star.set = false;
    m->parts.text += slash + 1;
    m->p = m->parts.pattern;
    m->t = m->parts.text;
    return true;
}

bool ignore_match(struct span pattern, struct span path) {
    struct matching m = {.pattern = pattern, .text = path};
    while (m.p < pattern.len || m.t < path.len) {
        if (!take_star(&m) && !take_byte(&m) && !try_again(&m)) {
            return false;
        }
    }
    return true;
}
