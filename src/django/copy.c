/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of values, one level or all of them. */
#include "django/copy.h"

#include "base/limits.h"
#include "django/arguments.h"
#include "django/dict.h"
#include "django/operators.h"

/* What lies deeper than so many levels is not copied but unknown; so is all of it when too much was
 * done, and a value that holds itself ends there. */
static const struct value *copied(struct interp *in, const struct value *of, unsigned levels) {
    bool holds = of->kind == VALUE_SEQUENCE || of->kind == VALUE_DICT || of->kind == VALUE_OBJECT;
    if (!holds || !levels) {
        return holds && in->steps > in->steps_most ? value_tainted(in, value_taint(of)) : of;
    }
    if (++in->steps > in->steps_most) {
        return value_tainted(in, of->taint);
    }
    const struct value *made = &value_unknown;
    if (of->kind == VALUE_SEQUENCE) {
        made = value_sequence(in, of->sequence->kind);
        for (size_t i = 0; made->kind == of->kind && i < of->sequence->items.n; i++) {
            struct item item = of->sequence->items.at[i];
            item.value = copied(in, item.value, levels - 1);
            sequence_add_item(in, made, item);
        }
        if (made->kind == of->kind) {
            made->sequence->open = of->sequence->open;
        }
    } else if (of->kind == VALUE_DICT) {
        made = value_dict(in);
        for (size_t i = 0; made->kind == of->kind && i < of->dict->entries.n; i++) {
            struct entry entry = of->dict->entries.at[i];
            dict_set(in, made, entry.key, copied(in, entry.value, levels - 1));
            if (made->dict->entries.n) {
                made->dict->entries.at[made->dict->entries.n - 1].maybe |= entry.maybe;
            }
        }
        if (made->kind == of->kind) {
            made->dict->open = of->dict->open;
        }
    } else {
        made = value_object(in, of->object->class);
        for (size_t i = 0; made->kind == of->kind && i < of->object->names.slots.n; i++) {
            const struct slot *slot = of->object->names.slots.at[i];
            if (slot->value) {
                interp_bind(in, &made->object->names, slot->name,
                            copied(in, slot->value, levels - 1));
            }
        }
    }
    return value_at(in, made, of->module, of->node);
}

const struct value *copy_value(struct interp *in, const struct value *self,
                               const struct arguments *arguments) {
    (void)self;
    const struct value *deep = argument(arguments, 1, NULL);
    return copied(in, arguments_first(arguments),
                  interp_truth(in, deep) == TRUTH_YES ? LIMIT_COPY_LEVELS : 1);
}
