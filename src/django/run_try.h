/* SPDX-License-Identifier: Apache-2.0 */
/* The try statement. */
#ifndef POSTERN_DJANGO_RUN_TRY_H
#define POSTERN_DJANGO_RUN_TRY_H

#include "django/interp.h"

unsigned run_try(struct interp *in, struct frame *frame, const struct py *node);

#endif
