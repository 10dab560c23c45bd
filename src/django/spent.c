/* SPDX-License-Identifier: Apache-2.0 */
/* Counted for the program, and believed from the second time on. */
#include "django/spent.h"

#include "base/mutant.h"
#include "django/program.h"

enum { SPENT_MOST = 2 };

/* What took all the steps twice would take them again and again. */
bool spent_is(const struct interp *in, const struct py *node) {
    VEC_EACH(const struct spent, each, &in->program->spent) {
        if (each->node == node) {
            return each->times >= SPENT_MOST && !MUTANT(spent_again);
        }
    }
    return false;
}

static void add_spent(struct interp *in, const struct py *node) {
    VEC_EACH(struct spent, each, &in->program->spent) {
        if (each->node == node) {
            each->times++;
            return;
        }
    }
    if (!vec_push(in->lasting, &in->program->spent, ((struct spent){node, 1}))) {
        in->err = ERR_MEMORY;
    }
}

/* The innermost function of the project, or of what it has installed, that nearly all steps of a
 * statement went into. */
void spent_note(struct interp *in, const struct function *function, size_t before,
                uint64_t blamed) {
    bool all = in->steps > in->steps_most && before < in->steps_most / 10;
    if (all && !in->epoch && !function->module->inner && in->blamed == blamed) {
        in->blamed++;
        add_spent(in, function->node);
    }
}
