/* SPDX-License-Identifier: Apache-2.0 */
/* The items of what can be looped over, as far as they are known. */
#include "django/items.h"

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
                sequence_add_item(in, all, (struct item){one->items.at[k].value, true});
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
