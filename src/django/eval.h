/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions. */
#ifndef POSTERN_DJANGO_EVAL_H
#define POSTERN_DJANGO_EVAL_H

#include "django/interp.h"

/* What interp_eval gives. */
const struct value *eval_node(struct interp *in, struct frame *frame, const struct py *node);

#endif
