/* SPDX-License-Identifier: Apache-2.0 */
/* Attributes of values. */
#ifndef POSTERN_DJANGO_ATTRIBUTE_H
#define POSTERN_DJANGO_ATTRIBUTE_H

#include "django/interp.h"

/* What interp_get gives. */
const struct value *attribute_get(struct interp *in, const struct value *of, struct span name);

void attribute_set(struct interp *in, const struct value *of, struct span name,
                   const struct value *value);

#endif
