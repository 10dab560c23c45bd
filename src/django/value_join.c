/* SPDX-License-Identifier: Apache-2.0 */
/* Either of two values: a choice, without what it has already. */
#include "django/value_join.h"

#include "django/interp.h"

enum { CHOICES_MOST = 12 };

static bool is_same(const struct value *a, const struct value *b) {
    return a == b || value_same(a, b) == TRUTH_YES ||
           (a->kind == VALUE_UNKNOWN && b->kind == VALUE_UNKNOWN && a->taint == b->taint);
}

static bool has_choice(const struct sequence *choices, const struct value *value) {
    for (size_t i = 0; i < choices->items.n; i++) {
        if (is_same(choices->items.at[i].value, value)) {
            return true;
        }
    }
    return false;
}

static void add_choice(struct interp *in, const struct value *choice, const struct value *value) {
    if (value->kind == VALUE_CHOICE) {
        for (size_t i = 0; i < value->sequence->items.n; i++) {
            add_choice(in, choice, value->sequence->items.at[i].value);
        }
    } else if (!has_choice(choice->sequence, value)) {
        sequence_add_item(in, choice, (struct item){.value = value});
    }
}

/* Whether the second, or each that it may be, is there already. */
static bool covers(const struct value *a, const struct value *b) {
    if (b->kind == VALUE_CHOICE) {
        bool all = a->kind == VALUE_CHOICE;
        for (size_t i = 0; all && i < b->sequence->items.n; i++) {
            all = has_choice(a->sequence, b->sequence->items.at[i].value);
        }
        return all;
    }
    return a->kind == VALUE_CHOICE ? has_choice(a->sequence, b) : is_same(a, b);
}

const struct value *value_join(struct interp *in, const struct value *a, const struct value *b) {
    if (!a || !b) {
        return a ? a : b;
    }
    if (covers(a, b)) {
        return a;
    }
    const struct value *choice = value_sequence(in, SEQUENCE_LIST);
    if (choice->kind != VALUE_SEQUENCE) {
        return choice;
    }
    ((struct value *)choice)->kind = VALUE_CHOICE;
    choice->sequence->depth = UINT32_MAX; /* never "maybe" */
    add_choice(in, choice, a);
    add_choice(in, choice, b);
    if (choice->sequence->items.n > CHOICES_MOST) {
        return value_why(in, value_taint(choice), "one of too many values");
    }
    return choice->sequence->items.n == 1 ? choice->sequence->items.at[0].value : choice;
}
