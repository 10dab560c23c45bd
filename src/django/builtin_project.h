/* SPDX-License-Identifier: Apache-2.0 */
/* Built-in names of the prelude that are about the project. */
#ifndef POSTERN_DJANGO_BUILTIN_PROJECT_H
#define POSTERN_DJANGO_BUILTIN_PROJECT_H

#include "django/interp.h"

/* What only the prelude may use; NULL: no such name. */
const struct value *builtin_project(struct interp *in, struct span name);

#endif
