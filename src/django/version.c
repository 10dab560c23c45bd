/* SPDX-License-Identifier: Apache-2.0 */
/* Versions and specifiers, as far as what is least and what is greatest goes. */
#include "django/version.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* parts: how many numbers there are. */
static bool parse(struct span text, struct version *out, size_t *parts) {
    enum { MOST = 100000000 };
    size_t at = text.len && (text.ptr[0] == 'v' || text.ptr[0] == 'V'), n = 0;
    *out = (struct version){0};
    while (n < VERSION_PARTS && at < text.len && is_digit(text.ptr[at])) {
        uint32_t number = 0;
        for (; at < text.len && is_digit(text.ptr[at]); at++) {
            number = number < MOST ? number * 10 + (uint32_t)(text.ptr[at] - '0') : number;
        }
        out->part[n++] = number;
        at += at + 1 < text.len && text.ptr[at] == '.' && is_digit(text.ptr[at + 1]);
    }
    *parts = n;
    return n > 0 && span_find_byte(text, '!') == SIZE_MAX; /* an epoch: another order */
}

bool version_parse(struct span text, struct version *out) {
    size_t parts;
    return parse(text, out, &parts);
}

int version_compare(const struct version *a, const struct version *b) {
    for (size_t i = 0; i < VERSION_PARTS; i++) {
        if (a->part[i] != b->part[i]) {
            return a->part[i] < b->part[i] ? -1 : 1;
        }
    }
    return 0;
}

static struct version highest(void) {
    return (struct version){{UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX}};
}

static void at_least(struct version_range *range, const struct version *version) {
    if (version_compare(version, &range->least) > 0) {
        range->least = *version;
    }
}

static void at_most(struct version_range *range, const struct version *version, bool below) {
    int order = version_compare(version, &range->most);
    range->below = order < 0 ? below : range->below || (order == 0 && below);
    range->most = order < 0 ? *version : range->most;
}

/* The first version that has another number there. */
static struct version next_of(struct version version, size_t part) {
    version.part[part]++;
    for (size_t i = part + 1; i < VERSION_PARTS; i++) {
        version.part[i] = 0;
    }
    return version;
}

/* ^1.2 is below 2, ^0.2 below 0.3, ^0.0.3 below 0.0.4. */
static size_t first_set(const struct version *version, size_t parts) {
    size_t at = 0;
    while (at + 1 < parts && !version->part[at]) {
        at++;
    }
    return at;
}

static void within(struct version_range *range, const struct version *version, size_t part) {
    struct version end = next_of(*version, part);
    at_least(range, version);
    at_most(range, &end, true);
}

static struct span operator_of(struct span *text) {
    static const struct span all[] = {SPAN_INIT("==="), SPAN_INIT("=="), SPAN_INIT("~="),
                                      SPAN_INIT("!="),  SPAN_INIT(">="), SPAN_INIT("<="),
                                      SPAN_INIT(">"),   SPAN_INIT("<"),  SPAN_INIT("^"),
                                      SPAN_INIT("~"),   SPAN_INIT("=")};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        if (span_starts(*text, all[i])) {
            *text = span_trim(span_from_index(*text, all[i].len));
            return all[i];
        }
    }
    return SPAN("==");
}

static bool narrow(struct version_range *range, struct span one) {
    struct span sign = operator_of(&one);
    struct version version;
    size_t parts;
    if (!parse(one, &version, &parts)) {
        return false;
    }
    char first = sign.ptr[0], last = sign.ptr[sign.len - 1];
    bool alone = sign.len == 1;
    if (first == '!') {
        return true; /* a hole in the middle moves no end */
    }
    if (first == '>') {
        at_least(range, &version);
    } else if (first == '<') {
        at_most(range, &version, last == '<');
    } else if (first == '^') {
        within(range, &version, first_set(&version, parts));
    } else if (first == '~') {
        within(range, &version, alone ? parts > 1 : parts > 1 ? parts - 2 : 0);
    } else if (span_ends(one, SPAN(".*")) || alone) {
        within(range, &version, parts - 1);
    } else {
        at_least(range, &version);
        at_most(range, &version, false);
        range->exact = true;
    }
    return true;
}

bool version_range_parse(struct span text, struct version_range *out) {
    *out = (struct version_range){.most = highest()};
    text = span_trim(text);
    if (span_find_byte(text, '|') != SIZE_MAX) {
        return false;
    }
    while (text.ptr && text.len) {
        struct span one = span_trim(span_cut(&text, ','));
        if (one.len && !span_equal(one, SPAN("*")) && !narrow(out, one)) {
            return false;
        }
    }
    int order = version_compare(&out->least, &out->most);
    return order < 0 || (order == 0 && !out->below);
}

void version_range_join(struct version_range *range, const struct version_range *other) {
    int most = version_compare(&other->most, &range->most);
    if (version_compare(&other->least, &range->least) < 0) {
        range->least = other->least;
    }
    range->below = most > 0 ? other->below : range->below && (most < 0 || other->below);
    range->most = most > 0 ? other->most : range->most;
    range->exact = range->exact && other->exact;
}

bool version_range_all_before(const struct version_range *range, const struct version *version) {
    int order = version_compare(&range->most, version);
    return order < 0 || (order == 0 && range->below);
}

bool version_range_none_before(const struct version_range *range, const struct version *version) {
    return version_compare(&range->least, version) >= 0;
}
