/* SPDX-License-Identifier: Apache-2.0 */
/* Loops, and what may run or not. */
#ifndef POSTERN_DJANGO_RUN_LOOP_H
#define POSTERN_DJANGO_RUN_LOOP_H

#include "django/interp.h"

/* Statements that may run or not. */
unsigned run_perhaps(struct interp *in, struct frame *frame, const struct py *body);

unsigned run_for(struct interp *in, struct frame *frame, const struct py *node);
unsigned run_while(struct interp *in, struct frame *frame, const struct py *node);

#endif
