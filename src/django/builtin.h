/* SPDX-License-Identifier: Apache-2.0 */
/* Built-in names. */
#ifndef POSTERN_DJANGO_BUILTIN_H
#define POSTERN_DJANGO_BUILTIN_H

#include "django/interp.h"

/* NULL: there is none. inner: asked by the prelude, which has more. */
const struct value *builtin_name(struct interp *in, struct span name, bool inner);

#endif
