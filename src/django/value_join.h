/* SPDX-License-Identifier: Apache-2.0 */
/* One of several values. */
#ifndef POSTERN_DJANGO_VALUE_JOIN_H
#define POSTERN_DJANGO_VALUE_JOIN_H

#include "django/value.h"

/* Either of two; what both are when they are the same. NULL stands for "not bound". */
const struct value *value_join(struct interp *in, const struct value *a, const struct value *b);

#endif
