/* SPDX-License-Identifier: Apache-2.0 */
/* What stands under a key. */
#ifndef POSTERN_DJANGO_SUBSCRIPT_H
#define POSTERN_DJANGO_SUBSCRIPT_H

#include "django/interp.h"

/* of[key]; raises what Python would where that is sure. node: the subscript. */
const struct value *subscript_of(struct interp *in, struct frame *frame, const struct py *node,
                                 const struct value *of, const struct value *key);

#endif
