/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions. */
#include "django/eval.h"

#include "django/assign.h"
#include "django/call_node.h"
#include "django/define.h"
#include "django/dict.h"
#include "django/eval_comprehension.h"
#include "django/eval_literal.h"
#include "django/fork.h"
#include "django/items.h"
#include "django/name.h"
#include "django/operators.h"
#include "django/program.h"
#include "django/raise.h"
#include "django/slice.h"
#include "django/subscript.h"
#include "django/value_join.h"

typedef const struct value *(*evaluator)(struct interp *in, struct frame *frame,
                                         const struct py *node);

static const struct value *eval_name(struct interp *in, struct frame *frame,
                                     const struct py *node) {
    const struct value *value = name_get(in, frame, py_text(node));
    return value ? value : value_why(in, 0, "the name %.*s is not known", SPAN_ARG(py_text(node)));
}

static const struct value *eval_attribute(struct interp *in, struct frame *frame,
                                          const struct py *node) {
    const struct value *of = interp_eval(in, frame, py_get(node, PY_ROLE_OBJECT));
    struct span name = py_text(py_get(node, PY_ROLE_ATTRIBUTE));
    if (in->raised) {
        return &value_unknown;
    }
    const struct value *value = interp_get(in, of, name);
    return value ? value : raise_named(in, "AttributeError");
}

static const struct value *eval_boolean(struct interp *in, struct frame *frame,
                                        const struct py *node) {
    const struct value *left = interp_eval(in, frame, py_get(node, PY_ROLE_LEFT));
    bool both = span_equal(py_text(node), SPAN("and"));
    enum truth truth = in->raised ? TRUTH_YES : interp_truth(in, left);
    if (in->raised || truth == (both ? TRUTH_NO : TRUTH_YES)) {
        return left;
    }
    if (truth != TRUTH_UNKNOWN) {
        return interp_eval(in, frame, py_get(node, PY_ROLE_RIGHT));
    }
    struct fork fork;
    fork_begin(in, &fork);
    const struct value *right = interp_eval(in, frame, py_get(node, PY_ROLE_RIGHT));
    const struct value *raised = in->raised;
    in->raised = NULL;
    fork_turn(in, &fork);
    fork_end(in, &fork, !raised, true);
    if (raised) {
        interp_may_raise(in, raised);
        return both ? &value_false : left;
    }
    /* "unknown and False" is false whatever the left is, "unknown or True" true. */
    enum truth second = interp_truth(in, right);
    if (second == (both ? TRUTH_NO : TRUTH_YES) && right->kind == VALUE_BOOL) {
        return right;
    }
    if (value_is(left, VALUE_UNKNOWN) && value_is(right, VALUE_UNKNOWN)) {
        return value_tainted(in, left->taint | right->taint);
    }
    return value_join(in, left, right);
}

static const struct value *negated(struct interp *in, const struct value *value) {
    const struct value *joined = NULL;
    for (size_t i = 0; value_is(value, VALUE_CHOICE) && i < value->sequence->items.n; i++) {
        joined = value_join(in, joined, negated(in, value->sequence->items.at[i].value));
    }
    if (joined) {
        return joined;
    }
    switch (interp_truth(in, value)) {
    case TRUTH_NO:
        return &value_true;
    case TRUTH_YES:
        return &value_false;
    case TRUTH_UNKNOWN:
        break;
    }
    return value_tainted(in, value_taint(value));
}

static const struct value *eval_not(struct interp *in, struct frame *frame, const struct py *node) {
    return negated(in, interp_eval(in, frame, py_get(node, PY_ROLE_ARGUMENT)));
}

static const struct value *eval_compare(struct interp *in, struct frame *frame,
                                        const struct py *node) {
    const struct value *left = interp_eval(in, frame, py_at(node, 0));
    const struct value *right = interp_eval(in, frame, py_at(node, 1));
    if (py_count(node) != 2) {
        return value_tainted(in, value_taint(left) | value_taint(right));
    }
    return in->raised ? &value_unknown : operator_compare(in, py_text(node), left, right);
}

static const struct value *eval_binary(struct interp *in, struct frame *frame,
                                       const struct py *node) {
    const struct value *left = interp_eval(in, frame, py_get(node, PY_ROLE_LEFT));
    const struct value *right = interp_eval(in, frame, py_get(node, PY_ROLE_RIGHT));
    if (in->raised) {
        return &value_unknown;
    }
    return value_at(in, operator_binary(in, py_text(node), left, right), frame->module, node);
}

static const struct value *eval_unary(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *of = interp_eval(in, frame, py_get(node, PY_ROLE_ARGUMENT));
    if (of->kind == VALUE_INT && span_equal(py_text(node), SPAN("-"))) {
        return value_int(in, -of->number);
    }
    if (span_equal(py_text(node), SPAN("~"))) {
        struct arguments none = {.module = frame->module, .node = node};
        const struct value *method = interp_get(in, of, SPAN("__invert__"));
        return method ? value_at(in, interp_call(in, method, &none), frame->module, node)
                      : &value_unknown;
    }
    return value_tainted(in, value_taint(of));
}

static const struct value *eval_conditional(struct interp *in, struct frame *frame,
                                            const struct py *node) {
    const struct value *condition = interp_eval(in, frame, py_at(node, 1));
    if (in->raised) {
        return &value_unknown;
    }
    switch (interp_truth(in, condition)) {
    case TRUTH_YES:
        return interp_eval(in, frame, py_at(node, 0));
    case TRUTH_NO:
        return interp_eval(in, frame, py_at(node, 2));
    case TRUTH_UNKNOWN:
        break;
    }
    struct fork fork;
    fork_begin(in, &fork);
    const struct value *yes = interp_eval(in, frame, py_at(node, 0)), *raised = in->raised;
    in->raised = NULL;
    fork_turn(in, &fork);
    const struct value *no = interp_eval(in, frame, py_at(node, 2));
    fork_end(in, &fork, !raised, !in->raised);
    if (raised && !in->raised) {
        interp_may_raise(in, raised);
        return no;
    }
    if (in->raised && !raised) {
        interp_may_raise(in, in->raised);
        in->raised = NULL;
        return yes;
    }
    return value_join(in, yes, no);
}

static const struct value *eval_subscript(struct interp *in, struct frame *frame,
                                          const struct py *node) {
    const struct value *of = interp_eval(in, frame, py_get(node, PY_ROLE_VALUE));
    const struct py *inside = py_get(node, PY_ROLE_SUBSCRIPT);
    bool part = of->kind == VALUE_SEQUENCE || of->kind == VALUE_TEXT;
    if (part && py_is(inside, PY_SLICE) && !in->raised) {
        return slice_of(in, frame, of, inside);
    }
    const struct value *key = interp_eval(in, frame, inside);
    if (in->raised) {
        return &value_unknown;
    }
    return subscript_of(in, frame, node, of, key);
}

static const struct value *eval_named(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *value = interp_eval(in, frame, py_get(node, PY_ROLE_VALUE));
    assign_to(in, frame, py_get(node, PY_ROLE_NAME), value);
    return value;
}

static const struct value *eval_first(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    return node->first ? interp_eval(in, frame, node->first) : &value_none;
}

static const struct value *eval_yield(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *value = eval_first(in, frame, node);
    struct span from = span_from_index(py_source(&frame->module->file, node), 5);
    if (frame->yielded && span_starts(span_trim(from), SPAN("from "))) {
        items_add(in, frame->yielded, value);
    } else if (frame->yielded) {
        sequence_add(in, frame->yielded, value);
    }
    return &value_unknown;
}

static const evaluator evaluators[PY_KINDS] = {
    [PY_NAME] = eval_name,
    [PY_ATTRIBUTE] = eval_attribute,
    [PY_SUBSCRIPT] = eval_subscript,
    [PY_CALL] = call_node,
    [PY_STRING] = eval_text,
    [PY_FORMAT] = eval_format,
    [PY_JOINED] = eval_joined,
    [PY_INTEGER] = eval_integer,
    [PY_TRUE] = eval_true,
    [PY_FALSE] = eval_false,
    [PY_NONE] = eval_none,
    [PY_LIST] = eval_sequence,
    [PY_TUPLE] = eval_sequence,
    [PY_SET] = eval_sequence,
    [PY_DICT] = eval_dict,
    [PY_LIST_COMPREHENSION] = eval_comprehension,
    [PY_SET_COMPREHENSION] = eval_comprehension,
    [PY_DICT_COMPREHENSION] = eval_comprehension,
    [PY_GENERATOR] = eval_comprehension,
    [PY_BOOLEAN] = eval_boolean,
    [PY_NOT] = eval_not,
    [PY_COMPARE] = eval_compare,
    [PY_BINARY] = eval_binary,
    [PY_UNARY] = eval_unary,
    [PY_CONDITIONAL] = eval_conditional,
    [PY_LAMBDA] = define_function,
    [PY_NAMED] = eval_named,
    [PY_AWAIT] = eval_first,
    [PY_YIELD] = eval_yield,
    [PY_EXPRESSION] = eval_first,
};

const struct value *eval_node(struct interp *in, struct frame *frame, const struct py *node) {
    if (!node || in->err != OK || ++in->steps > in->steps_most || !evaluators[node->kind]) {
        program_spent(in, frame, node);
        return &value_unknown;
    }
    return evaluators[node->kind](in, frame, node);
}
