/* SPDX-License-Identifier: Apache-2.0 */
/* The match statement. */
#ifndef POSTERN_DJANGO_RUN_MATCH_H
#define POSTERN_DJANGO_RUN_MATCH_H

#include "django/interp.h"

/* Runs the first case whose pattern fits; where that is not known, both ways are gone. */
unsigned run_match(struct interp *in, struct frame *frame, const struct py *node);

#endif
