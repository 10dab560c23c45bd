/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters of a function that is called. */
#ifndef POSTERN_DJANGO_PARAMETERS_H
#define POSTERN_DJANGO_PARAMETERS_H

#include "django/interp.h"

/* Binds them in names, the scope of the call. */
void parameters_bind(struct interp *in, const struct function *function,
                     const struct arguments *arguments, struct table *names);

#endif
