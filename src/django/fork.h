/* SPDX-License-Identifier: Apache-2.0 */
/* Both ways of a condition that is not known. */
#ifndef POSTERN_DJANGO_FORK_H
#define POSTERN_DJANGO_FORK_H

#include "django/interp.h"

/* Both ways of a condition: begin, run one, turn, run the other, end with how they completed. */
struct fork {
    size_t mark, turn; /* where the first way begins in the journal, and where the second */
};
void fork_begin(struct interp *in, struct fork *fork);
void fork_turn(struct interp *in, struct fork *fork);
void fork_end(struct interp *in, struct fork *fork, bool first_falls, bool second_falls);

/* How two ways ended, of which one was gone; raised: the first way's exception, in->raised the
 * second's. */
unsigned fork_completion(struct interp *in, unsigned first, const struct value *raised,
                         unsigned second);

#endif
