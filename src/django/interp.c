/* SPDX-License-Identifier: Apache-2.0 */
/* What all parts of the interpreter stand on: binding names and undoing it, raising, and the way to
 * the parts that are recursive. */
#include "django/interp.h"

#include "django/value_join.h"

static void change(struct interp *in, struct slot *slot, const struct value *value) {
    if ((in->depth || in->epoch) &&
        !vec_push(in->arena, &in->journal,
                  ((struct change){.slot = slot, .before = slot->value}))) {
        in->err = ERR_MEMORY;
    }
    slot->value = value;
    slot->maybe = false;
}

void interp_bind(struct interp *in, struct table *table, struct span name,
                 const struct value *value) {
    struct slot *slot = table_slot(table, name);
    if (!slot) {
        in->err = ERR_MEMORY;
        return;
    }
    change(in, slot, value);
}

void interp_begin(struct interp *in, size_t steps_most) {
    in->raised = in->softly = NULL;
    in->depth = in->doubt = 0;
    in->steps = 0;
    in->steps_most = steps_most;
    in->spent_module = NULL;
    in->spent_node = NULL;
}

bool interp_is_sure(const struct interp *in) {
    return !in->depth && !in->doubt && !in->softly && !(in->frame && in->frame->doubt);
}

size_t interp_mark(struct interp *in) {
    return in->journal.n;
}

void interp_undo(struct interp *in, size_t mark) {
    for (size_t i = in->journal.n; i > mark; i--) {
        in->journal.at[i - 1].slot->value = in->journal.at[i - 1].before;
    }
    in->journal.n = mark;
}

const struct value *interp_raise(struct interp *in, const struct value *exception) {
    if (!in->raised) {
        in->raised = exception;
    }
    return &value_unknown;
}

void interp_may_raise(struct interp *in, const struct value *exception) {
    in->softly = value_join(in, in->softly, exception);
}

const struct value *interp_eval(struct interp *in, struct frame *frame, const struct py *node) {
    return in->parts->eval(in, frame, node);
}

unsigned interp_run(struct interp *in, struct frame *frame, const struct py *statements) {
    return in->parts->run(in, frame, statements);
}

const struct value *interp_call(struct interp *in, const struct value *callee,
                                const struct arguments *arguments) {
    return in->parts->call(in, callee, arguments);
}

const struct value *interp_get(struct interp *in, const struct value *of, struct span name) {
    return in->parts->get(in, of, name);
}
