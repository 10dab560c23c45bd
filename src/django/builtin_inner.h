/* SPDX-License-Identifier: Apache-2.0 */
/* Built-in names of the prelude. */
#ifndef POSTERN_DJANGO_BUILTIN_INNER_H
#define POSTERN_DJANGO_BUILTIN_INNER_H

#include "django/interp.h"

/* What only the prelude may use; NULL: no such name. */
const struct value *builtin_inner(struct interp *in, struct span name);

#endif
