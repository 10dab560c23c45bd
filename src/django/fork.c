/* SPDX-License-Identifier: Apache-2.0 */
/* Both ways of a condition: what each has bound is joined, and what each has raised. */
#include "django/fork.h"

#include "base/mutant.h"
#include "django/value_join.h"

void fork_begin(struct interp *in, struct fork *fork) {
    *fork = (struct fork){.mark = in->journal.n};
    in->depth++;
}

/* What stood there stays in the journal: an outer condition wants it. */
void fork_turn(struct interp *in, struct fork *fork) {
    fork->turn = in->journal.n;
    for (size_t i = fork->mark; i < fork->turn; i++) {
        in->journal.at[i].first = in->journal.at[i].slot->value;
    }
    for (size_t i = fork->turn; i > fork->mark; i--) {
        in->journal.at[i - 1].slot->value = in->journal.at[i - 1].before;
    }
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
 * in the journal, the second's stand in the slots. */
void fork_end(struct interp *in, struct fork *fork, bool first_falls, bool second_falls) {
    in->depth--;
    in->stamp++;
    in->steps += (fork->turn - fork->mark) / 2;
    for (size_t i = fork->mark; i < fork->turn && first_falls; i++) {
        struct slot *slot = in->journal.at[i].slot;
        const struct value *first = in->journal.at[i].first;
        if (slot->stamp != in->stamp) {
            join(in, slot, first, second_falls && !MUTANT(first_way_wins) ? slot->value : first);
            slot->stamp = in->stamp;
        }
    }
    if (first_falls && !second_falls) {
        undo_second(in, fork->turn);
    } else if (first_falls) {
        join_second(in, fork->turn);
    }
    if (!in->depth && !in->epoch) {
        in->journal.n = 0;
    }
}

unsigned fork_completion(struct interp *in, unsigned first, const struct value *raised,
                         unsigned second) {
    bool sure = (first == END_RAISE) && (second == END_RAISE);
    const struct value *both = value_join(in, raised, in->raised);
    in->raised = sure ? both : NULL;
    if (!sure && both) {
        interp_may_raise(in, both);
    }
    unsigned all = first | second;
    return sure || all != END_RAISE ? all & ~(unsigned)(sure ? 0 : END_RAISE) : END_RAISE;
}
