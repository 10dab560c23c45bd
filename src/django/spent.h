/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that all steps of a statement went into, so that they are followed no more. */
#ifndef POSTERN_DJANGO_SPENT_H
#define POSTERN_DJANGO_SPENT_H

#include "django/interp.h"

/* What took all the steps twice would take them again and again. */
bool spent_is(const struct interp *in, const struct py *node);

/* After a call of the function; before, blamed: in->steps and in->blamed before it. It is counted
 * where it is the innermost function of the project, or of what it has installed, that nearly all
 * steps of a statement went into. */
void spent_note(struct interp *in, const struct function *function, size_t before, uint64_t blamed);

#endif
