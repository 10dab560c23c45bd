/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of the built-in types. */
#ifndef POSTERN_DJANGO_BUILTIN_METHODS_H
#define POSTERN_DJANGO_BUILTIN_METHODS_H

#include "django/interp.h"

/* NULL: there is none. */
const struct value *builtin_method(struct interp *in, const struct value *self, struct span name);

#endif
