/* SPDX-License-Identifier: Apache-2.0 */
/* Functions and classes, as they are defined. */
#ifndef POSTERN_DJANGO_DEFINE_H
#define POSTERN_DJANGO_DEFINE_H

#include "django/interp.h"

/* A function value for a FUNCTION or LAMBDA node. */
const struct value *define_function(struct interp *in, struct frame *frame, const struct py *node);

/* A statement that defines a function or a class. */
unsigned define_run(struct interp *in, struct frame *frame, const struct py *node);

#endif
