/* SPDX-License-Identifier: Apache-2.0 */
/* Comprehensions and generators. */
#include "django/eval_comprehension.h"

#include "django/assign.h"
#include "django/dict.h"
#include "django/fork.h"
#include "django/items.h"
#include "django/operators.h"
#include "django/value_join.h"

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
        const struct value *key = interp_eval(in, frame, py_get(c->body, PY_ROLE_KEY));
        dict_set(in, c->made, key, interp_eval(in, frame, py_get(c->body, PY_ROLE_VALUE)));
    } else {
        sequence_add(in, c->made, interp_eval(in, frame, c->body));
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
        enum truth truth = interp_truth(in, interp_eval(in, frame, clause->first));
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
        const struct value *over =
            first ? c->over : interp_eval(in, frame, py_get(clause, PY_ROLE_RIGHT));
        const struct sequence *items = items_of(in, over, &open);
        for (size_t i = 0; items && i < items->items.n && in->steps <= in->steps_most; i++) {
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
const struct value *eval_comprehension(struct interp *in, struct frame *frame,
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
    const struct value *over = interp_eval(in, &inner, py_get(clause, PY_ROLE_RIGHT));
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
