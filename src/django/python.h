/* SPDX-License-Identifier: Apache-2.0 */
/* An interpreter that knows Python. */
#ifndef POSTERN_DJANGO_PYTHON_H
#define POSTERN_DJANGO_PYTHON_H

#include "django/program.h"

/* Takes memory from arena. program: where modules come from. */
void python_init(struct interp *in, struct arena *arena, struct program *program,
                 struct diag *diag);

#endif
