/* SPDX-License-Identifier: Apache-2.0 */
/* Comprehensions and generators. */
#ifndef POSTERN_DJANGO_EVAL_COMPREHENSION_H
#define POSTERN_DJANGO_EVAL_COMPREHENSION_H

#include "django/interp.h"

/* Of lists, sets, dictionaries; a generator gives a list. */
const struct value *eval_comprehension(struct interp *in, struct frame *frame,
                                       const struct py *node);

#endif
