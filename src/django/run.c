/* SPDX-License-Identifier: Apache-2.0 */
/* Statements. */
#include "django/run.h"

#include "base/mutant.h"
#include "django/assign.h"
#include "django/define.h"
#include "django/fork.h"
#include "django/items.h"
#include "django/operators.h"
#include "django/program.h"
#include "django/run_import.h"
#include "django/run_loop.h"
#include "django/run_match.h"
#include "django/run_try.h"
#include "django/value_join.h"

typedef unsigned (*runner)(struct interp *in, struct frame *frame, const struct py *node);

static unsigned run(struct interp *in, struct frame *frame, const struct py *node);

/* What an expression leaves: an exception for sure, or nothing special. */
static unsigned ended(const struct interp *in) {
    return in->raised ? END_RAISE : END_FALL;
}

static unsigned run_block(struct interp *in, struct frame *frame, const struct py *node) {
    unsigned all = 0;
    PY_EACH(statement, node) {
        unsigned end = run(in, frame, statement);
        all |= end & ~(unsigned)END_FALL;
        if (!(end & END_FALL)) {
            return all;
        }
        frame->doubt |= end != END_FALL; /* what follows may not be reached */
        frame->unsure = end == END_FALL || frame->unsure ? frame->unsure : statement;
    }
    return all | END_FALL;
}

static unsigned run_expression(struct interp *in, struct frame *frame, const struct py *node) {
    (void)interp_eval(in, frame, node->first);
    return ended(in);
}

static unsigned run_assign(struct interp *in, struct frame *frame, const struct py *node) {
    const struct py *right = py_get(node, PY_ROLE_RIGHT);
    if (!right) {
        return END_FALL; /* x: int */
    }
    if (right->kind == PY_ASSIGN) { /* a = b = c */
        unsigned end = run_assign(in, frame, right);
        const struct py *left = py_get(right, PY_ROLE_LEFT);
        assign_to(in, frame, py_get(node, PY_ROLE_LEFT), interp_eval(in, frame, left));
        return end;
    }
    const struct value *value = interp_eval(in, frame, right);
    if (!in->raised) {
        bool named = right->kind == PY_NAME || right->kind == PY_ATTRIBUTE;
        bool plain = (value->kind == VALUE_TEXT || value->kind == VALUE_INT) && !named;
        value = plain ? value_at(in, value, frame->module, right) : value;
        assign_to(in, frame, py_get(node, PY_ROLE_LEFT), value);
    }
    return ended(in);
}

/* += on a list changes the list itself; so does |= on a dictionary. */
static unsigned run_augmented(struct interp *in, struct frame *frame, const struct py *node) {
    const struct py *target = py_get(node, PY_ROLE_LEFT);
    const struct value *before = interp_eval(in, frame, target);
    const struct value *by = interp_eval(in, frame, py_get(node, PY_ROLE_RIGHT));
    struct span sign = py_text(node);
    if (in->raised || !sign.len) {
        return ended(in);
    }
    sign.len--; /* "+=" */
    if (value_is_list(before, SEQUENCE_LIST) && sign.ptr[0] == '+' &&
        before->sequence->epoch == in->epoch) {
        items_add(in, before, by);
        return END_FALL;
    }
    assign_to(in, frame, target, operator_binary(in, sign, before, by));
    return ended(in);
}

static const struct py *after(const struct py *node, enum py_role role) {
    for (const struct py *next = node->next; next; next = next->next) {
        if (next->role == role) {
            return next;
        }
    }
    return NULL;
}

static unsigned run_branches(struct interp *in, struct frame *frame, const struct py *condition,
                             const struct py *body, const struct py *otherwise);

/* The rest of an if, from an elif or else clause on. */
static unsigned run_clause(struct interp *in, struct frame *frame, const struct py *clause) {
    if (!clause) {
        return END_FALL;
    }
    if (clause->kind == PY_ELSE) {
        return run(in, frame, py_get(clause, PY_ROLE_BODY));
    }
    return run_branches(in, frame, py_get(clause, PY_ROLE_CONDITION),
                        py_get(clause, PY_ROLE_CONSEQUENCE), after(clause, PY_ROLE_ALTERNATIVE));
}

static unsigned run_branches(struct interp *in, struct frame *frame, const struct py *condition,
                             const struct py *body, const struct py *otherwise) {
    const struct value *asked = interp_eval(in, frame, condition);
    if (in->raised) {
        return END_RAISE;
    }
    switch (interp_truth(in, asked)) {
    case TRUTH_YES:
        return run(in, frame, body);
    case TRUTH_NO:
        return run_clause(in, frame, otherwise);
    case TRUTH_UNKNOWN:
        if (MUTANT(unknown_is_no)) {
            return run_clause(in, frame, otherwise);
        }
        break;
    }
    struct fork fork;
    const struct py *unsure = frame->unsure;
    frame->unsure = unsure ? unsure : condition;
    fork_begin(in, &fork);
    unsigned first = run(in, frame, body);
    const struct value *raised = in->raised;
    in->raised = NULL;
    fork_turn(in, &fork);
    unsigned second = run_clause(in, frame, otherwise);
    fork_end(in, &fork, first & END_FALL, second & END_FALL);
    frame->unsure = unsure;
    return fork_completion(in, first, raised, second);
}

static unsigned run_if(struct interp *in, struct frame *frame, const struct py *node) {
    return run_branches(in, frame, py_get(node, PY_ROLE_CONDITION),
                        py_get(node, PY_ROLE_CONSEQUENCE), py_get(node, PY_ROLE_ALTERNATIVE));
}

static unsigned run_return(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *value = node->first ? interp_eval(in, frame, node->first) : &value_none;
    if (in->raised) {
        return END_RAISE;
    }
    bool plain = value->kind == VALUE_NONE && !value->node;
    value = plain ? value_at(in, value, frame->module, node) : value;
    frame->returned = value_join(in, frame->returned, value);
    if (in->event && frame->function && frame->module->own) {
        in->event(in, SPAN("return"), value);
    }
    return END_RETURN;
}

static unsigned run_raise(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *value = node->first ? interp_eval(in, frame, node->first) : &value_unknown;
    interp_raise(in, value_at(in, value, frame->module, node));
    return END_RAISE;
}

/* contextlib.suppress: an exception in the block ends the block alone. */
static bool is_suppress(const struct value *context) {
    return value_is(context, VALUE_OBJECT) &&
           span_equal(context->object->class->full, SPAN("contextlib.suppress"));
}

static unsigned run_with(struct interp *in, struct frame *frame, const struct py *node) {
    const struct py *clause = node->first;
    bool suppresses = false;
    PY_EACH(item, clause) {
        const struct py *value = item->first;
        if (py_is(value, PY_AS)) {
            const struct value *of = interp_eval(in, frame, value->first);
            const struct py *target = py_get(value, PY_ROLE_ALIAS);
            assign_to(in, frame, target ? target->first : NULL, value_tainted(in, value_taint(of)));
        } else {
            suppresses |= is_suppress(interp_eval(in, frame, value));
        }
    }
    if (in->raised) {
        return END_RAISE;
    }
    unsigned end = run(in, frame, py_get(node, PY_ROLE_BODY));
    if (!suppresses || end != END_RAISE) {
        return end;
    }
    in->raised = NULL;
    return END_FALL;
}

static unsigned run_break(struct interp *in, struct frame *frame, const struct py *node) {
    (void)in, (void)frame;
    return node->kind == PY_BREAK ? END_BREAK : END_CONTINUE;
}

static unsigned run_delete(struct interp *in, struct frame *frame, const struct py *node) {
    assign_to(in, frame, node->first, NULL);
    return END_FALL;
}

static const runner runners[PY_KINDS] = {
    [PY_MODULE] = run_block,
    [PY_BLOCK] = run_block,
    [PY_EXPRESSION] = run_expression,
    [PY_ASSIGN] = run_assign,
    [PY_AUGMENTED] = run_augmented,
    [PY_IMPORT] = run_import,
    [PY_IMPORT_FROM] = run_import_from,
    [PY_IF] = run_if,
    [PY_FOR] = run_for,
    [PY_WHILE] = run_while,
    [PY_TRY] = run_try,
    [PY_WITH] = run_with,
    [PY_MATCH] = run_match,
    [PY_FUNCTION] = define_run,
    [PY_CLASS] = define_run,
    [PY_DECORATED] = define_run,
    [PY_RETURN] = run_return,
    [PY_RAISE] = run_raise,
    [PY_BREAK] = run_break,
    [PY_CONTINUE] = run_break,
    [PY_DELETE] = run_delete,
};

static unsigned run(struct interp *in, struct frame *frame, const struct py *node) {
    if (!node || in->err != OK || ++in->steps > in->steps_most) {
        program_spent(in, frame, node);
        return END_FALL;
    }
    if (node->kind == PY_EXPRESSION && node->first &&
        (node->first->kind == PY_ASSIGN || node->first->kind == PY_AUGMENTED)) {
        node = node->first;
    }
    return runners[node->kind] ? runners[node->kind](in, frame, node) : END_FALL;
}

unsigned run_statements(struct interp *in, struct frame *frame, const struct py *statements) {
    return run(in, frame, statements);
}
