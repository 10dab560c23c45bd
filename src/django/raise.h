/* SPDX-License-Identifier: Apache-2.0 */
/* Python's own exceptions, by name. */
#ifndef POSTERN_DJANGO_RAISE_H
#define POSTERN_DJANGO_RAISE_H

#include "django/interp.h"

/* Raises one for sure; gives an unknown value. */
const struct value *raise_named(struct interp *in, const char *name);

#endif
