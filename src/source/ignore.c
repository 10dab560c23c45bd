/* SPDX-License-Identifier: Apache-2.0 */
/* The patterns of gitignore(5). */
#include "source/ignore.h"

#include "base/mutant.h"
#include "source/ignore_match.h"
#include "text/folder.h"

/* Blanks at the end do not count, unless a backslash stands before them; those in front do. */
static struct span trim_end(struct span line) {
    line.len -= span_ends(line, SPAN("\r"));
    while (span_ends(line, SPAN(" "))) {
        size_t slashes = 0;
        while (slashes + 1 < line.len && line.ptr[line.len - 2 - slashes] == '\\') {
            slashes++;
        }
        if (slashes % 2) {
            break;
        }
        line.len--;
    }
    return line;
}

static enum err read_line(struct arena *arena, struct ignore *ignore, struct span base,
                          struct span line) {
    struct ignore_rule rule = {.base = base};
    line = MUTANT(ignore_trims_front) ? span_trim(line) : trim_end(line);
    if (!line.len || line.ptr[0] == '#') {
        return OK;
    }
    if (line.ptr[0] == '!') {
        rule.negated = true;
        line = span_from_index(line, 1);
    }
    if (span_ends(line, SPAN("/"))) {
        rule.folder = true;
        line.len--;
    }
    rule.anchored = span_find_byte(line, '/') != SIZE_MAX;
    if (span_starts(line, SPAN("/"))) {
        line = span_from_index(line, 1);
    }
    rule.pattern = line;
    return vec_push(arena, &ignore->rules, rule) ? OK : ERR_MEMORY;
}

enum err ignore_read(struct arena *arena, struct ignore *ignore, struct span base,
                     struct span text) {
    struct span rest = text;
    rest = span_starts(rest, SPAN("\xef\xbb\xbf")) ? span_from_index(rest, 3) : rest;
    while (rest.ptr) {
        TRY(read_line(arena, ignore, base, span_cut(&rest, '\n')));
    }
    return OK;
}

static bool fits(const struct ignore_rule *rule, struct span path, bool folder) {
    if (!span_starts(path, rule->base) || (rule->folder && !folder)) {
        return false;
    }
    struct span below = span_from_index(path, rule->base.len);
    return rule->pattern.len &&
           ignore_match(rule->pattern, rule->anchored ? below : folder_entry(below));
}

bool ignore_has(const struct ignore *ignore, struct span path, bool folder) {
    bool ignored = false;
    VEC_EACH(const struct ignore_rule, rule, &ignore->rules) {
        if (fits(rule, path, folder)) {
            ignored = !rule->negated;
        }
    }
    return ignored;
}
