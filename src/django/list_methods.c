/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of lists, tuples and sets. */
#include "django/list_methods.h"

#include "django/arguments.h"
#include "django/items.h"
#include "django/native.h"
#include "django/operators.h"

static const struct value *list_append(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    if (arguments_first(arguments)) {
        sequence_add(in, self, arguments_first(arguments));
    }
    return &value_none;
}

static const struct value *list_extend(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    if (arguments_first(arguments)) {
        items_add(in, self, arguments_first(arguments));
    } else {
        self->sequence->open = true;
    }
    return &value_none;
}

static const struct value *list_insert(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    const struct value *index = arguments_first(arguments), *item = argument(arguments, 1, NULL);
    if (!item || self->sequence->epoch != in->epoch) {
        return &value_none;
    }
    size_t before = self->sequence->items.n, n = before + 1;
    sequence_add(in, self, item);
    if (self->sequence->items.n == before) {
        return &value_none;
    }
    size_t at = value_is(index, VALUE_INT) && index->number >= 0 && (size_t)index->number < n
                    ? (size_t)index->number
                    : n - 1;
    struct item added = self->sequence->items.at[n - 1];
    memmove(self->sequence->items.at + at + 1, self->sequence->items.at + at,
            (n - 1 - at) * sizeof(added));
    self->sequence->items.at[at] = added;
    return &value_none;
}

/* What is taken out may be any: what stays is only perhaps there. */
static const struct value *list_remove(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    struct sequence *items = self->sequence;
    if (items->epoch != in->epoch) {
        return &value_unknown;
    }
    const struct value *what = arguments_first(arguments);
    for (size_t i = 0; what && i < items->items.n; i++) {
        if (value_same(items->items.at[i].value, what) == TRUTH_YES && in->depth <= items->depth) {
            memmove(items->items.at + i, items->items.at + i + 1,
                    (items->items.n - i - 1) * sizeof(*items->items.at));
            items->items.n--;
            return &value_none;
        }
    }
    for (size_t i = 0; i < items->items.n; i++) {
        items->items.at[i].maybe = true;
    }
    return value_tainted(in, value_taint(self));
}

/* pop(), pop(i): the item, which is gone. */
static const struct value *list_pop(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    struct sequence *items = self->sequence;
    const struct value *which = arguments_first(arguments);
    int64_t n = (int64_t)items->items.n, at = which ? which->number : -1;
    at = at < 0 ? at + n : at;
    bool known = items->epoch == in->epoch && !items->open && in->depth <= items->depth &&
                 (!which || which->kind == VALUE_INT) && at >= 0 && at < n;
    for (int64_t i = 0; known && i < n; i++) {
        known = !items->items.at[i].maybe;
    }
    if (!known) {
        return list_remove(in, self, &(struct arguments){0});
    }
    const struct value *gone = items->items.at[at].value;
    memmove(items->items.at + at, items->items.at + at + 1,
            (size_t)(n - at - 1) * sizeof(*items->items.at));
    items->items.n--;
    return gone;
}

static const struct value *list_clear(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    struct sequence *items = self->sequence;
    (void)arguments;
    if (items->epoch == in->epoch && in->depth <= items->depth) {
        items->items.n = 0;
        items->open = false;
        return &value_none;
    }
    (void)list_remove(in, self, &(struct arguments){0});
    return &value_none;
}

static const struct value *list_copy(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    const struct value *made = value_sequence(in, self->sequence->kind);
    (void)arguments;
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < self->sequence->items.n; i++) {
        sequence_add_item(in, made, self->sequence->items.at[i]);
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = self->sequence->open;
    }
    return made;
}

static const struct value *set_union(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    const struct value *made = list_copy(in, self, arguments);
    if (made->kind == VALUE_SEQUENCE) {
        (void)list_extend(in, made, arguments);
    }
    return made;
}

/* The operators of sets by their names. */
static const struct value *set_by(struct interp *in, const char *sign, const struct value *self,
                                  const struct arguments *arguments) {
    const struct value *other = arguments_first(arguments), *left = self;
    struct value as_set = *self;
    struct sequence items = *self->sequence;
    items.kind = SEQUENCE_SET;
    as_set.sequence = &items;
    left = &as_set;
    return other ? operator_binary(in, span_from(sign), left, other)
                 : list_copy(in, self, arguments);
}

static const struct value *set_difference(struct interp *in, const struct value *self,
                                          const struct arguments *arguments) {
    return set_by(in, "-", self, arguments);
}

static const struct value *set_intersection(struct interp *in, const struct value *self,
                                            const struct arguments *arguments) {
    return set_by(in, "&", self, arguments);
}

static const struct native_name of_list[] = {
    {"append", list_append},
    {"add", list_append},
    {"extend", list_extend},
    {"update", list_extend},
    {"insert", list_insert},
    {"remove", list_remove},
    {"discard", list_remove},
    {"pop", list_pop},
    {"copy", list_copy},
    {"union", set_union},
    {"clear", list_clear},
    {"difference", set_difference},
    {"intersection", set_intersection},
};

const struct value *list_method(struct interp *in, const struct value *self, struct span name) {
    return native_find(in, of_list, sizeof(of_list) / sizeof(*of_list), name, self);
}
