/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of lists, tuples and texts: x[a:b]. */
#ifndef POSTERN_DJANGO_SLICE_H
#define POSTERN_DJANGO_SLICE_H

#include "django/interp.h"

/* The part that a PY_SLICE names; unknown where the bounds or the items are. */
const struct value *slice_of(struct interp *in, struct frame *frame, const struct value *of,
                             const struct py *node);

#endif
