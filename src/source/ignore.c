/* SPDX-License-Identifier: Apache-2.0 */
/* The patterns of gitignore(5). */
#include "source/ignore.h"

#include "text/glob.h"

static enum err read_line(struct arena *arena, struct ignore *ignore, struct span base,
                          struct span line) {
    struct ignore_rule rule = {.base = base};
    line = span_trim(line);
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
    while (rest.ptr) {
        TRY(read_line(arena, ignore, base, span_cut(&rest, '\n')));
    }
    return OK;
}

static struct span last_part(struct span path) {
    for (size_t at = path.len; at > 0; at--) {
        if (path.ptr[at - 1] == '/') {
            return span_from_index(path, at);
        }
    }
    return path;
}

static bool fits(const struct ignore_rule *rule, struct span path, bool folder) {
    if (!span_starts(path, rule->base) || (rule->folder && !folder)) {
        return false;
    }
    struct span below = span_from_index(path, rule->base.len);
    return rule->pattern.len &&
           glob_match(rule->pattern, rule->anchored ? below : last_part(below));
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
