/* SPDX-License-Identifier: Apache-2.0 */
/* The items of what can be looped over, as far as they are known. */
#include "django/items.h"

#include "django/value_join.h"

/* Whether the very same value is among them already; not looked for among many. */
static bool has_item(const struct sequence *all, const struct value *value) {
    size_t n = all->items.n <= 256 ? all->items.n : 0;
    for (size_t i = 0; i < n; i++) {
        if (all->items.at[i].value == value) {
            return true;
        }
    }
    return false;
}

const struct sequence *items_of(struct interp *in, const struct value *value, bool *open) {
    *open = true;
    if (value->kind == VALUE_SEQUENCE) {
        *open = value->sequence->open;
        return value->sequence;
    }
    if (value->kind == VALUE_DICT) {
        const struct value *keys = value_sequence(in, SEQUENCE_LIST);
        for (size_t i = 0; keys->kind == VALUE_SEQUENCE && i < value->dict->entries.n; i++) {
            struct entry *entry = &value->dict->entries.at[i];
            sequence_add_item(in, keys, (struct item){entry->key, entry->maybe});
        }
        *open = value->dict->open;
        return keys->kind == VALUE_SEQUENCE ? keys->sequence : NULL;
    }
    if (value->kind == VALUE_OBJECT) {
        const struct value *method = interp_get(in, value, SPAN("__iter__"));
        if (value_is(method, VALUE_METHOD)) {
            const struct value *made = interp_call(in, method, &(struct arguments){0});
            return value_is(made, VALUE_SEQUENCE) ? items_of(in, made, open) : NULL;
        }
    }
    if (value->kind == VALUE_CHOICE) {
        const struct value *all = value_sequence(in, SEQUENCE_LIST);
        bool any_open = false;
        for (size_t i = 0; all->kind == VALUE_SEQUENCE && i < value->sequence->items.n; i++) {
            bool one_open;
            const struct sequence *one =
                items_of(in, value->sequence->items.at[i].value, &one_open);
            any_open |= one_open;
            for (size_t k = 0; one && k < one->items.n; k++) {
                if (!has_item(all->sequence, one->items.at[k].value)) {
                    sequence_add_item(in, all, (struct item){one->items.at[k].value, true});
                }
            }
        }
        *open = any_open || (all->kind == VALUE_SEQUENCE && all->sequence->open);
        return all->kind == VALUE_SEQUENCE ? all->sequence : NULL;
    }
    return NULL;
}

void items_add(struct interp *in, const struct value *sequence, const struct value *from) {
    bool open;
    const struct sequence *items = items_of(in, from, &open);
    size_t n = items ? items->items.n : 0;
    for (size_t i = 0; i < n; i++) {
        struct item item = items->items.at[i];
        item.maybe |= in->depth > sequence->sequence->depth;
        sequence_add_item(in, sequence, item);
    }
    sequence->sequence->open |= open;
}

void items_set(struct interp *in, const struct value *sequence, const struct value *key,
               const struct value *value) {
    struct sequence *to = sequence->sequence;
    int64_t n = (int64_t)to->items.n;
    int64_t at = key->kind == VALUE_INT && key->number < 0 ? key->number + n : key->number;
    if (to->epoch != in->epoch) {
        return;
    }
    bool known = key->kind == VALUE_INT && at >= 0 && at < n && !to->open;
    for (int64_t i = 0; known && i <= at; i++) {
        known = !to->items.at[i].maybe;
    }
    if (known && in->depth <= to->depth) {
        to->items.at[at].value = value;
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        if (!known || i == at) {
            to->items.at[i].value = value_join(in, to->items.at[i].value, value);
        }
    }
    to->open |= !known;
}
