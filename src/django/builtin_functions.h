/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that Python has built in. */
#ifndef POSTERN_DJANGO_BUILTIN_FUNCTIONS_H
#define POSTERN_DJANGO_BUILTIN_FUNCTIONS_H

#include "django/interp.h"

/* NULL: there is none of that name. */
const struct value *builtin_function(struct interp *in, struct span name);

#endif
