/* SPDX-License-Identifier: Apache-2.0 */
/* Assignment: to names, attributes, members, and several at once. */
#include "django/assign.h"

#include "django/attribute.h"
#include "django/dict.h"
#include "django/items.h"

static void assign_several(struct interp *in, struct frame *frame, const struct py *targets,
                           const struct value *value) {
    bool open;
    const struct sequence *items = items_of(in, value, &open);
    bool known = items && !open && items->items.n == py_count(targets);
    for (size_t i = 0; known && i < items->items.n; i++) {
        known = !items->items.at[i].maybe;
    }
    size_t n = 0;
    in->failures += !known;
    PY_EACH(target, targets) {
        assign_to(in, frame, target,
                  known ? items->items.at[n].value : value_tainted(in, value_taint(value)));
        n++;
    }
}

static void set_by_method(struct interp *in, const struct value *of, const struct value *key,
                          const struct value *value) {
    const struct value *method = interp_get(in, of, SPAN("__setitem__"));
    struct arguments two = {0};
    if (value_is(method, VALUE_METHOD) && vec_push(in->arena, &two.list, key) &&
        vec_push(in->arena, &two.list, value)) {
        (void)interp_call(in, method, &two);
    }
}

void assign_to(struct interp *in, struct frame *frame, const struct py *target,
               const struct value *value) {
    if (!target) {
        return;
    }
    if (target->kind == PY_NAME) {
        interp_bind(in, &frame->scope->names, py_text(target), value);
    } else if (target->kind == PY_ATTRIBUTE) {
        const struct value *of = interp_eval(in, frame, py_get(target, PY_ROLE_OBJECT));
        attribute_set(in, of, py_text(py_get(target, PY_ROLE_ATTRIBUTE)), value);
    } else if (target->kind == PY_SUBSCRIPT && value) {
        const struct value *of = interp_eval(in, frame, py_get(target, PY_ROLE_VALUE));
        const struct value *key = interp_eval(in, frame, py_get(target, PY_ROLE_SUBSCRIPT));
        if (of->kind == VALUE_DICT) {
            dict_set(in, of, key, value);
        } else if (of->kind == VALUE_SEQUENCE) {
            items_set(in, of, key, value);
        } else if (of->kind == VALUE_OBJECT) {
            set_by_method(in, of, key, value);
        }
    } else if ((target->kind == PY_TUPLE || target->kind == PY_LIST) && value) {
        assign_several(in, frame, target, value);
    } else if (target->kind == PY_SPLAT) {
        assign_to(in, frame, target->first, value_tainted(in, value ? value_taint(value) : 0));
    }
}
