/* SPDX-License-Identifier: Apache-2.0 */
/* Types that Python has built in. */
#ifndef POSTERN_DJANGO_BUILTIN_TYPES_H
#define POSTERN_DJANGO_BUILTIN_TYPES_H

#include "django/interp.h"

/* NULL: there is none of that name. */
const struct value *builtin_type_name(struct interp *in, struct span name);

#endif
