/* SPDX-License-Identifier: Apache-2.0 */
/* Entries that are there for sure, perhaps, or under a key that is not known. */
#include "django/dict.h"

#include "base/limits.h"
#include "django/interp.h"
#include "django/value_join.h"

void dict_set(struct interp *in, const struct value *of, const struct value *key,
              const struct value *value) {
    struct dict *dict = of->dict;
    bool maybe = in->depth > dict->depth;
    if (dict->epoch != in->epoch) {
        return;
    }
    for (size_t i = 0; i < dict->entries.n; i++) {
        struct entry *entry = &dict->entries.at[i];
        if (value_same(entry->key, key) == TRUTH_YES) {
            entry->value = maybe ? value_join(in, entry->value, value) : value;
            entry->maybe = entry->maybe && maybe;
            return;
        }
    }
    in->steps += 1 + dict->entries.n / 16;
    if (dict->entries.n >= LIMIT_INTERPRETER_ITEMS) {
        dict->open = true;
    } else if (!vec_push(in->arena, &dict->entries, ((struct entry){key, value, maybe}))) {
        in->err = ERR_MEMORY;
    }
}

void dict_merge(struct interp *in, const struct value *into, const struct value *from) {
    bool known = from->kind == VALUE_DICT;
    size_t n = known ? from->dict->entries.n : 0;
    for (size_t i = 0; i < n; i++) {
        struct entry entry = from->dict->entries.at[i];
        dict_set(in, into, entry.key, entry.value);
    }
    into->dict->open |= !known || from->dict->open;
}

const struct value *dict_get(struct interp *in, const struct value *of, const struct value *key) {
    struct dict *dict = of->dict;
    const struct value *perhaps = NULL;
    bool vague = dict->open;
    for (size_t i = dict->entries.n; i > 0; i--) {
        struct entry *entry = &dict->entries.at[i - 1];
        if (value_is(perhaps, VALUE_UNKNOWN)) {
            break; /* it cannot become less known */
        }
        enum truth same = value_same(entry->key, key);
        if (same == TRUTH_YES && !entry->maybe) {
            return perhaps ? value_join(in, perhaps, entry->value) : entry->value;
        }
        if (same != TRUTH_NO) {
            perhaps = value_join(in, perhaps, entry->value);
            vague = true;
        }
    }
    if (!vague) {
        return NULL;
    }
    const struct value *other =
        value_why(in, value_taint(key), "a key that may be in a dictionary, or not");
    return perhaps ? value_join(in, perhaps, other) : other;
}

const struct value *dict_text(struct interp *in, const struct value *dict, struct span key) {
    if (!value_is(dict, VALUE_DICT)) {
        return NULL;
    }
    struct value name = {.kind = VALUE_TEXT, .text = key};
    return dict_get(in, dict, &name);
}
