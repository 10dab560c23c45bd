/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments of a call. */
#ifndef POSTERN_DJANGO_ARGUMENTS_H
#define POSTERN_DJANGO_ARGUMENTS_H

#include "django/interp.h"

enum { ARGUMENTS_FEW = 6 }; /* most calls have no more */

/* The n-th argument, or the one of that name; NULL: not given. */
const struct value *argument(const struct arguments *arguments, size_t n, const char *name);

/* The first one, by place; NULL: there is none. */
const struct value *arguments_first(const struct arguments *arguments);

/* Every taint of any of them. */
unsigned arguments_taint(const struct arguments *arguments);

/* Appends the arguments of a call as they are written. */
void arguments_read(struct interp *in, struct frame *frame, const struct py *list,
                    struct arguments *out);

#endif
