/* SPDX-License-Identifier: Apache-2.0 */
/* Python's functions that go through what can be looped over. */
#ifndef POSTERN_DJANGO_BUILTIN_ITERATE_H
#define POSTERN_DJANGO_BUILTIN_ITERATE_H

#include "django/interp.h"

/* The function of that name; NULL: there is none. */
const struct value *builtin_iterate(struct interp *in, struct span name);

#endif
