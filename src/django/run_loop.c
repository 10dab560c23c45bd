/* SPDX-License-Identifier: Apache-2.0 */
/* Loops: over what is known item by item, over anything else perhaps. */
#include "django/run_loop.h"

#include "django/assign.h"
#include "django/fork.h"
#include "django/items.h"
#include "django/operators.h"
#include "django/value_join.h"

unsigned run_perhaps(struct interp *in, struct frame *frame, const struct py *body) {
    struct fork fork;
    fork_begin(in, &fork);
    unsigned end = interp_run(in, frame, body);
    const struct value *raised = in->raised;
    in->raised = NULL;
    fork_turn(in, &fork);
    fork_end(in, &fork, end & END_FALL, true);
    return fork_completion(in, end, raised, END_FALL);
}

static unsigned run_items(struct interp *in, struct frame *frame, const struct py *node,
                          const struct value *over) {
    const struct py *target = py_get(node, PY_ROLE_LEFT), *body = py_get(node, PY_ROLE_BODY);
    bool open, sure = true;
    const struct sequence *items = items_of(in, over, &open);
    unsigned all = 0, doubt = frame->doubt;
    for (size_t i = 0; items && i < items->items.n && in->steps <= in->steps_most; i++) {
        assign_to(in, frame, target, items->items.at[i].value);
        bool perhaps = items->items.at[i].maybe || !sure;
        unsigned end = perhaps ? run_perhaps(in, frame, body) : interp_run(in, frame, body);
        all |= end & (END_RETURN | END_RAISE);
        if (!(end & (END_FALL | END_CONTINUE))) {
            return all | (end & END_BREAK ? END_FALL : 0U);
        }
        sure = sure && !(end & ~(unsigned)(END_FALL | END_CONTINUE));
        frame->doubt = sure ? doubt : frame->doubt; /* continue leads to the next all the same */
        frame->doubt |= (end & (END_RETURN | END_RAISE)) != 0;
    }
    if (open) {
        assign_to(in, frame, target, value_tainted(in, value_taint(over)));
        all |= run_perhaps(in, frame, body) & (END_RETURN | END_RAISE);
        frame->doubt |= all != 0;
    }
    const struct py *otherwise = py_get(node, PY_ROLE_ALTERNATIVE);
    if (otherwise && sure) {
        return all | interp_run(in, frame, py_get(otherwise, PY_ROLE_BODY));
    }
    return all | END_FALL;
}

/* Over one of several lists: what every one of them comes to is sure. */
static unsigned run_choices(struct interp *in, struct frame *frame, const struct py *node,
                            const struct sequence *choices) {
    const struct value *raised = NULL;
    unsigned all = 0;
    for (size_t i = 0; i < choices->items.n; i++) {
        struct fork fork;
        unsigned doubt = frame->doubt;
        fork_begin(in, &fork);
        unsigned end = run_items(in, frame, node, choices->items.at[i].value);
        raised = value_join(in, raised, in->raised);
        in->raised = NULL;
        fork_turn(in, &fork);
        fork_end(in, &fork, end & END_FALL, true);
        frame->doubt = doubt;
        all |= end;
    }
    in->raised = all == END_RAISE ? raised : NULL;
    if (all != END_RAISE && raised) {
        interp_may_raise(in, raised);
        all &= ~(unsigned)END_RAISE;
        frame->doubt = 1;
    }
    return all;
}

unsigned run_for(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *over = interp_eval(in, frame, py_get(node, PY_ROLE_RIGHT));
    if (in->raised) {
        return END_RAISE;
    }
    return over->kind == VALUE_CHOICE ? run_choices(in, frame, node, over->sequence)
                                      : run_items(in, frame, node, over);
}

unsigned run_while(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *asked = interp_eval(in, frame, py_get(node, PY_ROLE_CONDITION));
    if (in->raised || interp_truth(in, asked) == TRUTH_NO) {
        return in->raised ? END_RAISE : END_FALL;
    }
    unsigned end = run_perhaps(in, frame, py_get(node, PY_ROLE_BODY));
    return (end & (END_RETURN | END_RAISE)) | END_FALL;
}
