/* SPDX-License-Identifier: Apache-2.0 */
/* Binding names, undoing it, and going both ways where a condition is not known. */
#include "django/interp.h"

#include "base/limits.h"
#include "django/program.h"

void interp_init(struct interp *in, struct arena *arena, struct program *program,
                 struct diag *diag) {
    *in = (struct interp){.arena = arena,
                          .lasting = arena,
                          .program = program,
                          .diag = diag,
                          .steps_most = LIMIT_INTERPRETER_STEPS};
}

static void change(struct interp *in, struct slot *slot, const struct value *value) {
    if ((in->depth || in->epoch) &&
        !vec_push(in->arena, &in->journal, ((struct change){slot, slot->value}))) {
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

size_t interp_mark(struct interp *in) {
    return in->journal.n;
}

void interp_undo(struct interp *in, size_t mark) {
    for (size_t i = in->journal.n; i > mark; i--) {
        in->journal.at[i - 1].slot->value = in->journal.at[i - 1].before;
    }
    in->journal.n = mark;
}

void fork_begin(struct interp *in, struct fork *fork) {
    *fork = (struct fork){.mark = in->journal.n};
    in->depth++;
}

void fork_turn(struct interp *in, struct fork *fork) {
    for (size_t i = fork->mark; i < in->journal.n; i++) {
        struct slot *slot = in->journal.at[i].slot;
        if (!vec_push(in->arena, &fork->first, ((struct change){slot, slot->value}))) {
            in->err = ERR_MEMORY;
        }
    }
    for (size_t i = in->journal.n; i > fork->mark; i--) {
        in->journal.at[i - 1].slot->value = in->journal.at[i - 1].before;
    }
    /* What stood there stays in the journal: an outer condition wants it. */
}

/* What only the second way bound is as it was before. */
static void undo_second(struct interp *in, size_t from) {
    for (size_t i = in->journal.n; i > from; i--) {
        struct slot *slot = in->journal.at[i - 1].slot;
        if (slot->stamp != in->stamp) {
            slot->value = in->journal.at[i - 1].before;
        }
    }
}

static void join(struct interp *in, struct slot *slot, const struct value *a,
                 const struct value *b) {
    slot->maybe |= (a == NULL) != (b == NULL);
    slot->value = value_join(in, a, b);
}

/* What only the second way bound may be as it was before. */
static void join_second(struct interp *in, size_t from) {
    for (size_t i = from; i < in->journal.n; i++) {
        struct slot *slot = in->journal.at[i].slot;
        if (slot->stamp != in->stamp) {
            join(in, slot, slot->value, in->journal.at[i].before);
            slot->stamp = in->stamp;
        }
    }
}

/* Every slot that either way has bound gets what both ways make of it: the first way's values are
 * in fork->first, the second's stand in the slots. */
void fork_end(struct interp *in, struct fork *fork, bool first_falls, bool second_falls) {
    size_t second = fork->mark + fork->first.n;
    in->depth--;
    in->stamp++;
    in->steps += fork->first.n / 2;
    for (size_t i = 0; i < fork->first.n && first_falls; i++) {
        struct slot *slot = fork->first.at[i].slot;
        const struct value *first = fork->first.at[i].before;
        if (slot->stamp != in->stamp) {
            join(in, slot, first, second_falls ? slot->value : first);
            slot->stamp = in->stamp;
        }
    }
    if (first_falls && !second_falls) {
        undo_second(in, second);
    } else if (first_falls) {
        join_second(in, second);
    }
    if (!in->depth && !in->epoch) {
        in->journal.n = 0;
    }
}

const struct value *interp_raise(struct interp *in, const struct value *exception) {
    if (!in->raised) {
        in->raised = exception;
    }
    return &value_unknown;
}

const struct value *interp_raise_named(struct interp *in, const char *name) {
    const struct value *class = builtin_name(in, span_from(name), true);
    return interp_raise(in, class ? class : &value_unknown);
}

void interp_may_raise(struct interp *in, const struct value *exception) {
    in->softly = value_join(in, in->softly, exception);
}
