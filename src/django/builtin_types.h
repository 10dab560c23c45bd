/* SPDX-License-Identifier: Apache-2.0 */
/* Types that Python has built in. */
#ifndef POSTERN_DJANGO_BUILTIN_TYPES_H
#define POSTERN_DJANGO_BUILTIN_TYPES_H

#include "django/interp.h"

/* NULL: there is none of that name. */
const struct value *builtin_type_name(struct interp *in, struct span name);

/* The class that stands for a built-in type where a class descends from it: dict, list; any other
 * value as it is. */
const struct value *builtin_type_class(struct interp *in, const struct value *type);

#endif
