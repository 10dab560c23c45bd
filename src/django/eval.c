/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions. */
#include "django/eval.h"

#include "base/buf.h"
#include "base/limits.h"
#include "django/assign.h"
#include "django/call.h"
#include "django/define.h"
#include "django/fork.h"
#include "django/items.h"
#include "django/name.h"
#include "django/operators.h"
#include "django/raise.h"

typedef const struct value *(*evaluator)(struct interp *in, struct frame *frame,
                                         const struct py *node);

static const struct value *eval(struct interp *in, struct frame *frame, const struct py *node) {
    return interp_eval(in, frame, node);
}

static const struct value *eval_name(struct interp *in, struct frame *frame,
                                     const struct py *node) {
    const struct value *value = name_get(in, frame, py_text(node));
    return value ? value : value_why(in, 0, "the name %.*s is not known", SPAN_ARG(py_text(node)));
}

static const struct value *eval_attribute(struct interp *in, struct frame *frame,
                                          const struct py *node) {
    const struct value *of = eval(in, frame, py_get(node, PY_ROLE_OBJECT));
    struct span name = py_text(py_get(node, PY_ROLE_ATTRIBUTE));
    if (in->raised) {
        return &value_unknown;
    }
    const struct value *value = interp_get(in, of, name);
    return value ? value : raise_named(in, "AttributeError");
}

static const struct value *eval_integer(struct interp *in, struct frame *frame,
                                        const struct py *node) {
    (void)frame;
    uint64_t number = 0;
    if (!span_to_u64(py_text(node), &number) || number > INT64_MAX) {
        return &value_unknown;
    }
    return value_int(in, (int64_t)number);
}

static const struct value *eval_text(struct interp *in, struct frame *frame,
                                     const struct py *node) {
    (void)frame;
    return value_str(in, py_text(node));
}

static const struct value *eval_joined(struct interp *in, struct frame *frame,
                                       const struct py *node) {
    const struct value *all = value_str(in, SPAN(""));
    PY_EACH(part, node) {
        all = operator_binary(in, SPAN("+"), all, eval(in, frame, part));
    }
    return all;
}

/* f"…": known when every part is; else its fixed start is worth nothing. */
static const struct value *eval_format(struct interp *in, struct frame *frame,
                                       const struct py *node) {
    BUF_SCOPE out = {0};
    bool known = true;
    unsigned taint = 0;
    struct span text = py_text(node);
    const struct py *part = node->first;
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '{' && at + 1 < text.len && text.ptr[at + 1] != '{') {
            while (part && part->kind != PY_INTERPOLATION) {
                part = part->next;
            }
            const struct value *value = part ? eval(in, frame, part->first) : &value_unknown;
            known &= part && !part->first->next &&
                     (value->kind == VALUE_TEXT || value->kind == VALUE_INT);
            taint |= value_taint(value);
            if (value->kind == VALUE_INT) {
                buf_printf(&out, "%lld", (long long)value->number);
            } else {
                buf_add(&out, value->text);
            }
            part = part ? part->next : NULL;
            while (at < text.len && text.ptr[at] != '}') {
                at++;
            }
        } else {
            buf_byte(&out, text.ptr[at]);
            at += text.ptr[at] == '{' || text.ptr[at] == '}';
        }
    }
    return known ? value_str(in, arena_dup(in->arena, buf_span(&out))) : value_tainted(in, taint);
}

static void add_all(struct interp *in, const struct value *to, const struct value *from) {
    bool open;
    const struct sequence *items = items_of(in, from, &open);
    to->sequence->open |= open;
    for (size_t i = 0; items && i < items->items.n; i++) {
        struct item item = items->items.at[i];
        item.maybe |= in->depth > to->sequence->depth;
        sequence_add_item(in, to, item);
    }
}

static const struct value *eval_sequence(struct interp *in, struct frame *frame,
                                         const struct py *node) {
    enum sequence_kind kind = node->kind == PY_TUPLE ? SEQUENCE_TUPLE
                              : node->kind == PY_SET ? SEQUENCE_SET
                                                     : SEQUENCE_LIST;
    const struct value *made = value_sequence(in, kind);
    if (made->kind != VALUE_SEQUENCE) {
        return made;
    }
    PY_EACH(child, node) {
        const struct value *item = eval(in, frame, child->kind == PY_SPLAT ? child->first : child);
        if (child->kind == PY_SPLAT) {
            add_all(in, made, item);
        } else {
            sequence_add(in, made, item);
        }
    }
    return value_at(in, made, frame->module, node);
}

static const struct value *eval_dict(struct interp *in, struct frame *frame,
                                     const struct py *node) {
    const struct value *made = value_dict(in);
    if (made->kind != VALUE_DICT) {
        return made;
    }
    PY_EACH(child, node) {
        if (child->kind == PY_PAIR) {
            const struct value *key = eval(in, frame, py_get(child, PY_ROLE_KEY));
            const struct value *value = eval(in, frame, py_get(child, PY_ROLE_VALUE));
            bool plain = value->kind < VALUE_SEQUENCE;
            value = plain ? value_at(in, value, frame->module, child) : value;
            dict_set(in, made, key, value);
        } else if (child->kind == PY_DICT_SPLAT) {
            const struct value *other = eval(in, frame, child->first);
            bool known = other->kind == VALUE_DICT;
            made->dict->open |= !known || other->dict->open;
            for (size_t i = 0; known && i < other->dict->entries.n; i++) {
                dict_set(in, made, other->dict->entries.at[i].key,
                         other->dict->entries.at[i].value);
            }
        }
    }
    return value_at(in, made, frame->module, node);
}

static const struct value *eval_boolean(struct interp *in, struct frame *frame,
                                        const struct py *node) {
    const struct value *left = eval(in, frame, py_get(node, PY_ROLE_LEFT));
    bool both = span_equal(py_text(node), SPAN("and"));
    enum truth truth = in->raised ? TRUTH_YES : interp_truth(in, left);
    if (in->raised || truth == (both ? TRUTH_NO : TRUTH_YES)) {
        return left;
    }
    if (truth != TRUTH_UNKNOWN) {
        return eval(in, frame, py_get(node, PY_ROLE_RIGHT));
    }
    struct fork fork;
    fork_begin(in, &fork);
    const struct value *right = eval(in, frame, py_get(node, PY_ROLE_RIGHT));
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

static const struct value *eval_not(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *value = eval(in, frame, py_get(node, PY_ROLE_ARGUMENT));
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

static const struct value *eval_compare(struct interp *in, struct frame *frame,
                                        const struct py *node) {
    const struct value *left = eval(in, frame, py_at(node, 0));
    const struct value *right = eval(in, frame, py_at(node, 1));
    if (py_count(node) != 2) {
        return value_tainted(in, value_taint(left) | value_taint(right));
    }
    return in->raised ? &value_unknown : operator_compare(in, py_text(node), left, right);
}

static const struct value *eval_binary(struct interp *in, struct frame *frame,
                                       const struct py *node) {
    const struct value *left = eval(in, frame, py_get(node, PY_ROLE_LEFT));
    const struct value *right = eval(in, frame, py_get(node, PY_ROLE_RIGHT));
    if (in->raised) {
        return &value_unknown;
    }
    return value_at(in, operator_binary(in, py_text(node), left, right), frame->module, node);
}

static const struct value *eval_unary(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *of = eval(in, frame, py_get(node, PY_ROLE_ARGUMENT));
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
    const struct value *condition = eval(in, frame, py_at(node, 1));
    if (in->raised) {
        return &value_unknown;
    }
    switch (interp_truth(in, condition)) {
    case TRUTH_YES:
        return eval(in, frame, py_at(node, 0));
    case TRUTH_NO:
        return eval(in, frame, py_at(node, 2));
    case TRUTH_UNKNOWN:
        break;
    }
    struct fork fork;
    fork_begin(in, &fork);
    const struct value *yes = eval(in, frame, py_at(node, 0)), *raised = in->raised;
    in->raised = NULL;
    fork_turn(in, &fork);
    const struct value *no = eval(in, frame, py_at(node, 2));
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

static const struct value *subscript_number(struct interp *in, const struct value *of,
                                            int64_t index) {
    const struct sequence *items = of->sequence;
    int64_t n = (int64_t)items->items.n;
    bool plain = !items->open;
    for (int64_t i = 0; i < n; i++) {
        plain &= !items->items.at[i].maybe;
    }
    index = index < 0 ? index + n : index;
    if (!plain) {
        return value_tainted(in, value_taint(of));
    }
    return index >= 0 && index < n ? items->items.at[index].value : raise_named(in, "IndexError");
}

static const struct value *eval_subscript(struct interp *in, struct frame *frame,
                                          const struct py *node) {
    const struct value *of = eval(in, frame, py_get(node, PY_ROLE_VALUE));
    const struct value *key = eval(in, frame, py_get(node, PY_ROLE_SUBSCRIPT));
    if (in->raised) {
        return &value_unknown;
    }
    if (of->kind == VALUE_SEQUENCE && key->kind == VALUE_INT) {
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

/* Comprehensions: the clauses from one on, then the body. */
struct comprehension {
    const struct py *node, *body;
    const struct value *made;
    const struct value *over; /* of the first clause: evaluated already */
};

static void comprehend(struct interp *in, struct frame *frame, const struct comprehension *c,
                       const struct py *clause);

static void comprehend_item(struct interp *in, struct frame *frame, const struct comprehension *c,
                            const struct py *clause, struct item item) {
    struct fork fork;
    if (item.maybe) {
        fork_begin(in, &fork);
    }
    assign_to(in, frame, py_get(clause, PY_ROLE_LEFT), item.value);
    comprehend(in, frame, c, clause->next);
    if (item.maybe) {
        fork_turn(in, &fork);
        fork_end(in, &fork, true, true);
    }
}

static void comprehend_body(struct interp *in, struct frame *frame, const struct comprehension *c) {
    if (c->made->kind == VALUE_DICT) {
        const struct value *key = eval(in, frame, py_get(c->body, PY_ROLE_KEY));
        dict_set(in, c->made, key, eval(in, frame, py_get(c->body, PY_ROLE_VALUE)));
    } else {
        sequence_add(in, c->made, eval(in, frame, c->body));
    }
}

static void comprehend(struct interp *in, struct frame *frame, const struct comprehension *c,
                       const struct py *clause) {
    if (in->raised || in->err != OK) {
        return;
    }
    if (!clause) {
        comprehend_body(in, frame, c);
    } else if (clause->kind == PY_IF_CLAUSE) {
        enum truth truth = interp_truth(in, eval(in, frame, clause->first));
        if (truth == TRUTH_YES) {
            comprehend(in, frame, c, clause->next);
        } else if (truth == TRUTH_UNKNOWN) {
            struct fork fork;
            fork_begin(in, &fork);
            comprehend(in, frame, c, clause->next);
            fork_turn(in, &fork);
            fork_end(in, &fork, true, true);
        }
    } else {
        bool open;
        bool first = clause == c->body->next;
        const struct value *over = first ? c->over : eval(in, frame, py_get(clause, PY_ROLE_RIGHT));
        const struct sequence *items = items_of(in, over, &open);
        for (size_t i = 0; items && i < items->items.n && i < LIMIT_INTERPRETER_ITEMS; i++) {
            comprehend_item(in, frame, c, clause, items->items.at[i]);
        }
        if (open) {
            const struct value *any = value_tainted(in, value_taint(over));
            comprehend_item(in, frame, c, clause, (struct item){any, true});
            if (c->made->kind == VALUE_DICT) {
                c->made->dict->open = true;
            } else {
                c->made->sequence->open = true;
            }
        }
    }
}

static const struct value *comprehend_over(struct interp *in, struct frame *frame,
                                           const struct py *node, const struct value *over) {
    enum sequence_kind kind = node->kind == PY_SET_COMPREHENSION ? SEQUENCE_SET : SEQUENCE_LIST;
    const struct value *made =
        node->kind == PY_DICT_COMPREHENSION ? value_dict(in) : value_sequence(in, kind);
    struct comprehension c = {node, py_get(node, PY_ROLE_BODY), made, over};
    if (made->kind != VALUE_UNKNOWN && c.body) {
        comprehend(in, frame, &c, c.body->next);
    }
    return value_at(in, made, frame->module, node);
}

/* Over one of several lists it gives one of several. */
static const struct value *eval_comprehension(struct interp *in, struct frame *frame,
                                              const struct py *node) {
    struct scope *scope = arena_new(in->arena, struct scope);
    const struct py *body = py_get(node, PY_ROLE_BODY), *clause = body ? body->next : NULL;
    if (!scope) {
        in->err = ERR_MEMORY;
        return &value_unknown;
    }
    *scope =
        (struct scope){.names.arena = in->arena, .parent = frame->scope, .module = frame->module};
    struct frame inner = *frame;
    inner.scope = scope;
    const struct value *over = eval(in, &inner, py_get(clause, PY_ROLE_RIGHT));
    if (in->raised || over->kind != VALUE_CHOICE) {
        return in->raised ? &value_unknown : comprehend_over(in, &inner, node, over);
    }
    const struct value *joined = NULL;
    for (size_t i = 0; i < over->sequence->items.n; i++) {
        const struct value *one =
            comprehend_over(in, &inner, node, over->sequence->items.at[i].value);
        joined = value_join(in, joined, one);
    }
    return joined ? joined : &value_unknown;
}

static const struct value *eval_named(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *value = eval(in, frame, py_get(node, PY_ROLE_VALUE));
    assign_to(in, frame, py_get(node, PY_ROLE_NAME), value);
    return value;
}

static const struct value *eval_first(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    return node->first ? eval(in, frame, node->first) : &value_none;
}

static const struct value *eval_yield(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    const struct value *value = eval_first(in, frame, node);
    if (frame->yielded) {
        sequence_add(in, frame->yielded, value);
    }
    return &value_unknown;
}

static const struct value *eval_true(struct interp *in, struct frame *frame,
                                     const struct py *node) {
    return value_at(in, &value_true, frame->module, node);
}

static const struct value *eval_false(struct interp *in, struct frame *frame,
                                      const struct py *node) {
    return value_at(in, &value_false, frame->module, node);
}

static const struct value *eval_none(struct interp *in, struct frame *frame,
                                     const struct py *node) {
    return value_at(in, &value_none, frame->module, node);
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
        return &value_unknown;
    }
    return evaluators[node->kind](in, frame, node);
}
