/* SPDX-License-Identifier: Apache-2.0 */
/* One requirement at a time: its package, its versions, and what was known before. */
#include "django/requirements.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

bool requirements_is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

/* Names are the same whatever their capitals and whether -, _ or . stands between. */
static bool same_name(struct span a, struct span b) {
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        char c = a.ptr[i] == '_' || a.ptr[i] == '.' ? '-' : a.ptr[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        if (c != b.ptr[i]) {
            return false;
        }
    }
    return true;
}

unsigned requirements_package(struct span name) {
    static const struct span names[PACKAGES] = {
        [PACKAGE_DJANGO] = SPAN_INIT("django"),
        [PACKAGE_REST_FRAMEWORK] = SPAN_INIT("djangorestframework"),
        [PACKAGE_SIMPLEJWT] = SPAN_INIT("djangorestframework-simplejwt"),
        [PACKAGE_PYJWT] = SPAN_INIT("pyjwt"),
        [PACKAGE_JOSE] = SPAN_INIT("python-jose"),
        [PACKAGE_AUTHLIB] = SPAN_INIT("authlib"),
        [PACKAGE_NINJA] = SPAN_INIT("django-ninja")};
    unsigned at = 0;
    while (at < PACKAGES && !same_name(name, names[at])) {
        at++;
    }
    return at;
}

void requirements_add(struct requirements_reader *reader, struct span name, struct span specifier,
                      uint32_t number) {
    unsigned package = requirements_package(name);
    struct version_range range;
    struct place place = {.file = reader->file, .line = number};
    specifier = span_trim(specifier);
    if (package == PACKAGES || !specifier.len || span_equal(specifier, SPAN("*"))) {
        return;
    }
    if (!version_range_parse(specifier, &range)) {
        diag_add(reader->diag, DIAG_WARNING, place,
                 "the version of %.*s cannot be told from \"%.*s\"", SPAN_ARG(name),
                 (int)(specifier.len < 60 ? specifier.len : 60), specifier.ptr);
        range = (struct version_range){.most = {{UINT32_MAX}}};
    }
    struct installed *known = &reader->out->of[package];
    if (!known->said || (range.exact && !known->range.exact)) {
        *known = (struct installed){true, range, place};
    } else if (range.exact == known->range.exact) {
        version_range_join(&known->range, &range);
    }
}

void requirements_add_line(struct requirements_reader *reader, struct span line, uint32_t number) {
    size_t end = 0;
    line = span_trim(line);
    while (end < line.len && requirements_is_name(line.ptr[end])) {
        end++;
    }
    struct span name = span_slice(line, 0, end), rest = span_trim(span_from_index(line, end));
    if (span_starts(rest, SPAN("["))) {
        span_cut(&rest, ']');
        rest = span_trim(rest);
    }
    if (span_starts(rest, SPAN("@"))) {
        return; /* a place to fetch it from, which says no version */
    }
    static const struct span ends[] = {SPAN_INIT(";"), SPAN_INIT("#"), SPAN_INIT(" --"),
                                       SPAN_INIT("\\"), SPAN_INIT(")")};
    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t at = span_find(rest, ends[i]);
        rest = at == SIZE_MAX ? rest : span_slice(rest, 0, at);
    }
    rest = span_starts(rest, SPAN("(")) ? span_from_index(rest, 1) : rest;
    requirements_add(reader, name, rest, number);
}

int requirements_before(const struct requirements *requirements, unsigned package,
                        struct version version) {
    const struct installed *of = requirements ? &requirements->of[package] : NULL;
    if (!of || !of->said) {
        return 0;
    }
    return version_range_all_before(&of->range, &version)    ? 1
           : version_range_none_before(&of->range, &version) ? -1
                                                             : 0;
}
