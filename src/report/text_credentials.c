/* SPDX-License-Identifier: Apache-2.0 */
/* The credentials of a scan, by scheme: who has one, where it came from, where it was proven. */
#include "base/mutant.h"
#include "report/text_parts.h"

enum { SCHEME_MOST = 24, IDENTITIES_LISTED = 6 };

static enum tone tone_of_standing(enum standing standing) {
    switch (standing) {
    case STANDING_UNTRIED:
        return TONE_DIM;
    case STANDING_PROVEN:
        return TONE_GOOD;
    case STANDING_REFUSED:
    case STANDING_LOST:
        return TONE_BAD;
    }
    return TONE_PLAIN;
}

/* Identities of one scheme whose credentials came from the same place and fared the same. */
static bool alike(const struct credential_result *a, const struct credential_result *b) {
    return (a->standing == b->standing || MUTANT(standing_merged)) &&
           span_equal(a->scheme, b->scheme) && span_equal(a->origin, b->origin) &&
           (span_equal(a->proven_at, b->proven_at) || MUTANT(proofs_merged));
}

static bool told_before(const struct result *result, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (alike(&result->credentials.at[i], &result->credentials.at[index])) {
            return true;
        }
    }
    return false;
}

static void identities(struct buf *out, const struct result *result, size_t first, bool all) {
    size_t told = 0, more = 0;
    for (size_t i = first; i < result->credentials.n; i++) {
        if (!alike(&result->credentials.at[i], &result->credentials.at[first])) {
            continue;
        }
        if (told == IDENTITIES_LISTED && !all) {
            more++;
            continue;
        }
        buf_text(out, told++ ? ", " : "");
        buf_add(out, result->credentials.at[i].identity);
    }
    if (more && !MUTANT(crowd_cut_silently)) {
        buf_printf(out, " and %zu more", more);
    }
}

/* "alice, bob: POST /api/token/, proven at GET /api/me" */
static void line(struct pen *pen, const struct result *result, size_t first, size_t indent) {
    const struct credential_result *credential = &result->credentials.at[first];
    BUF_SCOPE text = {0};
    identities(&text, result, first, pen->style.verbose);
    buf_text(&text, ": ");
    buf_add(&text, credential->origin);
    buf_printf(&text, "%s%s", credential->origin.len ? ", " : "",
               standing_word(credential->standing));
    if (credential->proven_at.len) {
        buf_text(&text, credential->standing == STANDING_PROVEN ? " at " : ", once proven at ");
        buf_add(&text, credential->proven_at);
    }
    pen_wrap(pen, tone_of_standing(credential->standing), buf_span(&text), indent);
}

/* All lines of the scheme of the credential at an index, its name before the first. */
static void scheme(struct pen *pen, const struct result *result, size_t index, size_t width) {
    struct span name = result->credentials.at[index].scheme;
    bool first = true;
    for (size_t i = index; i < result->credentials.n; i++) {
        if (!span_equal(result->credentials.at[i].scheme, name) || told_before(result, i)) {
            continue;
        }
        buf_byte(pen->out, ' ');
        pen_cell(pen, TONE_BOLD, first ? pen_clean(pen, name) : SPAN(""), width);
        buf_text(pen->out, "  ");
        line(pen, result, i, 1 + width + 2);
        first = false;
    }
}

static bool is_first_of_scheme(const struct result *result, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (span_equal(result->credentials.at[i].scheme, result->credentials.at[index].scheme)) {
            return false;
        }
    }
    return true;
}

void text_credentials(struct pen *pen, const struct result *result) {
    size_t width = 0;
    for (size_t i = 0; i < result->credentials.n; i++) {
        size_t own = pen_width(pen_clean(pen, result->credentials.at[i].scheme));
        width = own > width ? own : width;
    }
    width = width < SCHEME_MOST ? width : SCHEME_MOST;
    buf_text(pen->out, result->credentials.n ? "\n" : "");
    for (size_t i = 0; i < result->credentials.n; i++) {
        if (is_first_of_scheme(result, i)) {
            scheme(pen, result, i, width);
        }
    }
}
