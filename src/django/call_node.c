/* SPDX-License-Identifier: Apache-2.0 */
/* What is called and what it is given are evaluated, and it is called. */
#include "django/call_node.h"

#include "base/mutant.h"
#include "django/arguments.h"
#include "django/class.h"
#include "django/raise.h"

/* super(), with or without arguments. */
static const struct value *eval_super(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *self = frame->self;
    const struct py *named = py_at(py_get(node, PY_ROLE_ARGUMENTS), 0);
    const struct value *after = named ? interp_eval(in, frame, named) : NULL;
    struct class *of = value_is(self, VALUE_OBJECT)  ? self->object->class
                       : value_is(self, VALUE_CLASS) ? self->class
                                                     : NULL;
    struct class *owner = value_is(after, VALUE_CLASS) ? after->class
                          : frame->function            ? frame->function->function->owner
                                                       : NULL;
    if (!of || !owner) {
        return value_why(in, 0, "super() of what is not known");
    }
    class_order(in, of);
    struct value *value = (struct value *)value_class(in, of);
    for (size_t i = 0; i < of->mro.n; i++) {
        if (of->mro.at[i] == owner && value->kind == VALUE_CLASS) {
            value->kind = VALUE_SUPER;
            value->inner = self;
            value->number = (int64_t)i + (MUTANT(super_of_itself) ? 0 : 1);
            return value;
        }
    }
    return value_why(in, 0, "super() of what is not known");
}

/* What is called. A method of a text, a list or a dictionary is made for this call alone; it goes
 * into the room. */
static const struct value *callee_of(struct interp *in, struct frame *frame, const struct py *named,
                                     struct value *room) {
    const struct py *object = py_is(named, PY_ATTRIBUTE) ? py_get(named, PY_ROLE_OBJECT) : NULL;
    const struct value *of = object ? interp_eval(in, frame, object) : NULL;
    if (!of) {
        return interp_eval(in, frame, named);
    }
    in->steps++;
    if (in->raised) {
        return &value_unknown;
    }
    const struct value *value = interp_get(in, of, py_text(py_get(named, PY_ROLE_ATTRIBUTE)));
    bool simple = of->kind == VALUE_TEXT || of->kind == VALUE_SEQUENCE || of->kind == VALUE_DICT;
    if (value_is(value, VALUE_NATIVE) && simple) {
        *room = *value;
        value = arena_give_back(in->arena, value, sizeof(*value)) ? room : value;
    }
    return value ? value : raise_named(in, "AttributeError");
}

const struct value *call_node(struct interp *in, struct frame *frame, const struct py *node) {
    const struct py *named = py_get(node, PY_ROLE_FUNCTION);
    if (py_named(named, SPAN("super"))) {
        return eval_super(in, frame, node);
    }
    struct value room;
    const struct value *callee = callee_of(in, frame, named, &room);
    const struct value *few[ARGUMENTS_FEW]; /* nobody keeps the lists, which most often are short */
    struct entry few_named[ARGUMENTS_FEW];
    struct arguments arguments = {.list = {few, 0, ARGUMENTS_FEW},
                                  .named = {few_named, 0, ARGUMENTS_FEW},
                                  .module = frame->module,
                                  .node = node};
    arguments_read(in, frame, py_get(node, PY_ROLE_ARGUMENTS), &arguments);
    if (in->raised) {
        return &value_unknown;
    }
    const struct frame *outer = in->frame;
    in->frame = frame;
    const struct value *result = interp_call(in, callee, &arguments);
    in->frame = outer;
    return result;
}
