/* SPDX-License-Identifier: Apache-2.0 */
/* Statements that import. */
#ifndef POSTERN_DJANGO_RUN_IMPORT_H
#define POSTERN_DJANGO_RUN_IMPORT_H

#include "django/interp.h"

unsigned run_import(struct interp *in, struct frame *frame, const struct py *node);
unsigned run_import_from(struct interp *in, struct frame *frame, const struct py *node);

#endif
