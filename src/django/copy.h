/* SPDX-License-Identifier: Apache-2.0 */
/* Copies of values, one level or all of them. */
#ifndef POSTERN_DJANGO_COPY_H
#define POSTERN_DJANGO_COPY_H

#include "django/interp.h"

/* __clone__(value, deep): what Python's copy.copy and copy.deepcopy give. */
const struct value *copy_value(struct interp *in, const struct value *self,
                               const struct arguments *arguments);

#endif
