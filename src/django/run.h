/* SPDX-License-Identifier: Apache-2.0 */
/* Statements. */
#ifndef POSTERN_DJANGO_RUN_H
#define POSTERN_DJANGO_RUN_H

#include "django/interp.h"

/* What interp_run does. */
unsigned run_statements(struct interp *in, struct frame *frame, const struct py *statements);

#endif
