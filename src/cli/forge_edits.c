/* SPDX-License-Identifier: Apache-2.0 */
/* Reading edits from the command line. */
#include "cli/forge_edits.h"

#include "base/clock.h"
#include "text/json.h"
#include "token/forge.h"

enum err forge_edits_set(struct arena *arena, struct forge_edits *edits, struct span name,
                         struct span value) {
    VEC_EACH(struct edit, edit, &edits->list) {
        if (span_equal(edit->name, name)) {
            edit->value = value;
            return OK;
        }
    }
    return vec_push(arena, &edits->list, ((struct edit){name, value})) ? OK : ERR_MEMORY;
}

/* "now", "now+60", "now-60". */
static bool is_time(struct span text, int64_t *out) {
    struct span now = SPAN("now"), rest = span_from_index(text, now.len);
    uint64_t distance = 0;
    if (!span_starts(text, now)) {
        return false;
    }
    if (rest.len && ((rest.ptr[0] != '+' && rest.ptr[0] != '-') ||
                     !span_to_u64(span_from_index(rest, 1), &distance) || distance > INT32_MAX)) {
        return false;
    }
    *out = clock_unix() + (rest.len && rest.ptr[0] == '-' ? -(int64_t)distance : (int64_t)distance);
    return true;
}

static struct span value_text(struct arena *arena, struct span value) {
    const struct node *root = NULL;
    int64_t seconds;
    if (is_time(value, &seconds)) {
        return forge_number(arena, seconds);
    }
    bool json = json_parse(arena, value, &(struct json_options){0}, &root, NULL) == OK;
    return json ? value : forge_string(arena, value);
}

enum err forge_edits_read(const struct grammar *grammar, struct arena *arena,
                          const struct texts *set, const struct texts *without,
                          struct forge_edits *edits) {
    for (size_t i = 0; i < set->n; i++) {
        struct span value = set->at[i], name = span_cut(&value, '=');
        if (!value.ptr || !name.len) {
            return options_complain(grammar, "'%.*s' is not NAME=VALUE", SPAN_ARG(set->at[i]));
        }
        struct span text = value_text(arena, value);
        TRY_PTR(text.ptr);
        TRY(forge_edits_set(arena, edits, name, text));
    }
    for (size_t i = 0; i < without->n; i++) {
        TRY(forge_edits_set(arena, edits, without->at[i], (struct span){NULL, 0}));
    }
    return OK;
}
