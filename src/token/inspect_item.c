/* SPDX-License-Identifier: Apache-2.0 */
/* What was found in a token, as names for machines and words for people. */
#include "token/inspect_item.h"

#include <inttypes.h>

struct row {
    const char *name, *words;
    bool weak;
};

static const struct row *row(enum inspect_code code) {
#define INSPECT_ROW(code, name, weak, words) {name, words, weak},
    static const struct row rows[] = {INSPECT_LIST(INSPECT_ROW)};
#undef INSPECT_ROW
    return &rows[(unsigned)code < INSPECT_COUNT ? code : INSPECT_MALFORMED];
}

const char *inspect_name(enum inspect_code code) {
    return row(code)->name;
}

const char *inspect_words(enum inspect_code code) {
    return row(code)->words;
}

bool inspect_is_weak(enum inspect_code code) {
    return row(code)->weak;
}

enum err inspect_note(struct arena *arena, struct inspect *out, enum inspect_code code,
                      struct span detail) {
    struct inspect_item *item = vec_add(arena, &out->items);
    TRY_PTR(item);
    *item = (struct inspect_item){code, detail};
    out->weak = out->weak || inspect_is_weak(code);
    return OK;
}

struct span inspect_duration(struct arena *arena, int64_t seconds) {
    static const struct {
        int64_t size;
        const char *name;
    } units[] = {{INT64_C(365) * 86400, "year"},
                 {86400, "day"},
                 {3600, "hour"},
                 {60, "minute"},
                 {1, "second"}};
    enum { UNITS = sizeof(units) / sizeof(units[0]) };
    size_t unit = 0;
    while (unit + 1 < UNITS && seconds < units[unit].size) {
        unit++;
    }
    int64_t n = seconds / units[unit].size;
    int64_t rest = unit + 1 < UNITS ? seconds % units[unit].size / units[unit + 1].size : 0;
    struct span text =
        arena_printf(arena, "%" PRId64 " %s%s", n, units[unit].name, n == 1 ? "" : "s");
    return !rest || !text.ptr ? text
                              : arena_printf(arena, "%.*s %" PRId64 " %s%s", SPAN_ARG(text), rest,
                                             units[unit + 1].name, rest == 1 ? "" : "s");
}
