/* SPDX-License-Identifier: Apache-2.0 */
/* x[key], where both may be one of several. */
#include "django/subscript.h"

#include "django/dict.h"
#include "django/raise.h"
#include "django/value_join.h"

static const struct value *subscript_number(struct interp *in, const struct value *of,
                                            int64_t index) {
    const struct sequence *items = of->sequence;
    int64_t n = (int64_t)items->items.n;
    bool plain = !items->open || (items->tail && index >= 0 && index < n);
    for (int64_t i = 0; i < n; i++) {
        plain &= !items->items.at[i].maybe;
    }
    index = index < 0 ? index + n : index;
    if (!plain) {
        return value_tainted(in, value_taint(of));
    }
    return index >= 0 && index < n ? items->items.at[index].value : raise_named(in, "IndexError");
}

/* One of several, or by one of several keys: one of several values. A way that raises is only one
 * of them. */
static const struct value *subscript_choice(struct interp *in, struct frame *frame,
                                            const struct py *node, const struct value *of,
                                            const struct value *key) {
    bool of_choice = of->kind == VALUE_CHOICE;
    const struct sequence *each = of_choice ? of->sequence : key->sequence;
    const struct value *joined = NULL, *raised = NULL;
    for (size_t i = 0; i < each->items.n; i++) {
        const struct value *one = each->items.at[i].value;
        const struct value *got = of_choice ? subscript_of(in, frame, node, one, key)
                                            : subscript_of(in, frame, node, of, one);
        raised = value_join(in, raised, in->raised);
        joined = in->raised ? joined : value_join(in, joined, got);
        in->raised = NULL;
    }
    if (raised && !joined) {
        return interp_raise(in, raised);
    }
    if (raised) {
        interp_may_raise(in, raised);
    }
    return joined ? joined : &value_unknown;
}

const struct value *subscript_of(struct interp *in, struct frame *frame, const struct py *node,
                                 const struct value *of, const struct value *key) {
    if (of->kind == VALUE_CHOICE || key->kind == VALUE_CHOICE) {
        return subscript_choice(in, frame, node, of, key);
    }
    if (of->kind == VALUE_SEQUENCE && (key->kind == VALUE_INT || key->kind == VALUE_BOOL)) {
        return subscript_number(in, of, key->number);
    }
    if (of->kind == VALUE_DICT) {
        const struct value *found = dict_get(in, of, key);
        return found ? found : raise_named(in, "KeyError");
    }
    if (of->kind == VALUE_OBJECT) {
        const struct value *method = interp_get(in, of, SPAN("__getitem__"));
        struct arguments one = {.module = frame->module, .node = node};
        if (method && vec_push(in->arena, &one.list, key)) {
            return interp_call(in, method, &one);
        }
    }
    if (of->kind == VALUE_CLASS) {
        return of; /* Generic[T] */
    }
    in->failures++;
    /* What a table has under a name that came from outside was put there by somebody else. */
    unsigned taint = value_taint(key);
    bool table = taint && !value_taint(of);
    return value_tainted(in, value_taint(of) | taint | (table ? TAINT_STORED : 0));
}
