/* SPDX-License-Identifier: Apache-2.0 */
/* sorted, max, min, zip, filter, next and sum, as far as the items are known. */
#include "django/builtin_iterate.h"

#include "django/arguments.h"
#include "django/items.h"
#include "django/native.h"
#include "django/operators.h"
#include "django/raise.h"

/* An item with what it is ordered by. */
struct keyed {
    const struct value *key;
    struct item item;
};

struct order {
    VEC(struct keyed) all;
    bool known, open; /* whether any two of them can be told apart; whether there may be more */
};

static const struct value *call_one(struct interp *in, const struct value *function,
                                    const struct arguments *at, const struct value *item) {
    struct arguments one = {.module = at->module, .node = at->node};
    return vec_push(in->arena, &one.list, item) ? interp_call(in, function, &one) : &value_unknown;
}

/* Less than 0, 0, more than 0; *known becomes false where it cannot be told. */
static int compare(const struct value *a, const struct value *b, bool *known) {
    if (a->kind == VALUE_INT && b->kind == VALUE_INT) {
        return a->number < b->number ? -1 : a->number > b->number;
    }
    if (a->kind == VALUE_TEXT && b->kind == VALUE_TEXT) {
        return span_compare(a->text, b->text);
    }
    *known = false;
    return 0;
}

static struct order order_of(struct interp *in, const struct arguments *arguments) {
    struct order order = {.known = true, .open = true};
    const struct value *over = arguments_first(arguments), *by = argument(arguments, 9, "key");
    const struct sequence *items = over ? items_of(in, over, &order.open) : NULL;
    for (size_t i = 0; items && i < items->items.n; i++) {
        struct item item = items->items.at[i];
        const struct value *key =
            value_is(by, VALUE_NONE) || !by ? item.value : call_one(in, by, arguments, item.value);
        if (in->raised || !vec_push(in->arena, &order.all, ((struct keyed){key, item}))) {
            break;
        }
        (void)compare(key, order.all.at[0].key, &order.known);
    }
    return order;
}

/* Moves the item at i to where it belongs among those before it; equal ones keep their order. */
static void settle(struct order *order, size_t i, bool down) {
    struct keyed moved = order->all.at[i];
    for (; i > 0; i--) {
        int sign = compare(order->all.at[i - 1].key, moved.key, &order->known);
        if (!order->known || (down ? sign >= 0 : sign <= 0)) {
            break;
        }
        order->all.at[i] = order->all.at[i - 1];
    }
    order->all.at[i] = moved;
}

/* Where the order cannot be told, the items stay in the order in which they came. */
static const struct value *do_sorted(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)self;
    const struct value *reverse = argument(arguments, 9, "reverse");
    struct order order = order_of(in, arguments);
    bool down = reverse && interp_truth(in, reverse) == TRUTH_YES;
    for (size_t i = 1; order.known && i < order.all.n; i++) {
        in->steps++;
        settle(&order, i, down);
    }
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < order.all.n; i++) {
        sequence_add_item(in, made, order.all.at[i].item);
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = order.open;
    }
    return made;
}

/* The largest or the smallest, of one list or of the arguments. */
static const struct value *extreme(struct interp *in, const struct arguments *arguments,
                                   int wanted) {
    struct arguments given = *arguments;
    if (arguments->list.n > 1) {
        const struct value *all = value_sequence(in, SEQUENCE_LIST);
        for (size_t i = 0; all->kind == VALUE_SEQUENCE && i < arguments->list.n; i++) {
            sequence_add_item(in, all, (struct item){arguments->list.at[i], false});
        }
        given.list.n = 0;
        given.list.at = NULL;
        given.list.room = 0;
        if (!vec_push(in->arena, &given.list, all)) {
            return &value_unknown;
        }
    }
    struct order order = order_of(in, &given);
    const struct value *standard = argument(arguments, 9, "default");
    if (order.known && !order.open && !order.all.n) {
        return standard ? standard : raise_named(in, "ValueError");
    }
    struct keyed best = order.all.n ? order.all.at[0] : (struct keyed){0};
    for (size_t i = 0; i < order.all.n; i++) {
        int sign = compare(order.all.at[i].key, best.key, &order.known);
        best = sign == wanted ? order.all.at[i] : best;
        order.known = order.known && !order.all.at[i].item.maybe;
    }
    bool told = order.known && !order.open && best.item.value;
    return told ? best.item.value : value_tainted(in, arguments_taint(arguments));
}

static const struct value *do_max(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    return extreme(in, arguments, 1);
}

static const struct value *do_min(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    return extreme(in, arguments, -1);
}

static const struct value *do_filter(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)self;
    bool open = true;
    const struct value *made = value_sequence(in, SEQUENCE_LIST),
                       *test = arguments_first(arguments), *over = argument(arguments, 1, NULL);
    const struct sequence *items = over ? items_of(in, over, &open) : NULL;
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && items && i < items->items.n; i++) {
        struct item item = items->items.at[i];
        const struct value *said =
            value_is(test, VALUE_NONE) ? item.value : call_one(in, test, arguments, item.value);
        enum truth truth = in->raised ? TRUTH_NO : interp_truth(in, said);
        item.maybe |= truth == TRUTH_UNKNOWN;
        if (truth != TRUTH_NO) {
            sequence_add_item(in, made, item);
        }
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = open;
    }
    return made;
}

static const struct value *do_zip(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    const struct sequence *parts[8];
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    size_t n = arguments->list.n, shortest = SIZE_MAX;
    bool open = !n || n > 8 || arguments->open || made->kind != VALUE_SEQUENCE;
    for (size_t i = 0; !open && i < n; i++) {
        parts[i] = items_of(in, arguments->list.at[i], &open);
        open |= !parts[i];
        shortest = !open && parts[i]->items.n < shortest ? parts[i]->items.n : shortest;
    }
    for (size_t k = 0; !open && k < shortest; k++) {
        const struct value *row = value_sequence(in, SEQUENCE_TUPLE);
        bool maybe = false;
        for (size_t i = 0; row->kind == VALUE_SEQUENCE && i < n; i++) {
            maybe |= parts[i]->items.at[k].maybe;
            sequence_add_item(in, row, (struct item){parts[i]->items.at[k].value, false});
        }
        sequence_add_item(in, made, (struct item){row, maybe});
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = open;
    }
    return made;
}

/* The first item that is surely there. */
static const struct value *do_next(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    bool open = true;
    const struct value *over = arguments_first(arguments), *standard = argument(arguments, 1, NULL);
    const struct sequence *items = over ? items_of(in, over, &open) : NULL;
    if (items && items->items.n && !items->items.at[0].maybe) {
        return items->items.at[0].value;
    }
    if (items && !items->items.n && !open) {
        return standard ? standard : raise_named(in, "StopIteration");
    }
    return value_tainted(in, arguments_taint(arguments));
}

static const struct value *do_sum(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    bool open = true;
    const struct value *over = arguments_first(arguments), *all = argument(arguments, 1, "start");
    const struct sequence *items = over ? items_of(in, over, &open) : NULL;
    all = all ? all : value_int(in, 0);
    for (size_t i = 0; items && i < items->items.n; i++) {
        open |= items->items.at[i].maybe;
        all = operator_binary(in, SPAN("+"), all, items->items.at[i].value);
    }
    return open ? value_tainted(in, arguments_taint(arguments)) : all;
}

static const struct native_name functions[] = {
    {"sorted", do_sorted}, {"max", do_max},   {"min", do_min}, {"filter", do_filter},
    {"zip", do_zip},       {"next", do_next}, {"sum", do_sum},
};

const struct value *builtin_iterate(struct interp *in, struct span name) {
    return native_find(in, functions, sizeof(functions) / sizeof(*functions), name, NULL);
}
