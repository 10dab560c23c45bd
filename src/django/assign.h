/* SPDX-License-Identifier: Apache-2.0 */
/* Assignment to what can stand on the left. */
#ifndef POSTERN_DJANGO_ASSIGN_H
#define POSTERN_DJANGO_ASSIGN_H

#include "django/interp.h"

/* Binds what the target names; value NULL: deletes it. */
void assign_to(struct interp *in, struct frame *frame, const struct py *target,
               const struct value *value);

#endif
