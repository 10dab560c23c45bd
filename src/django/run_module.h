/* SPDX-License-Identifier: Apache-2.0 */
/* The statements of a module, one by one. */
#ifndef POSTERN_DJANGO_RUN_MODULE_H
#define POSTERN_DJANGO_RUN_MODULE_H

#include "django/interp.h"

/* Runs them all. A module that a deployment loads can be loaded: a statement that fails, or takes
 * too much to follow, only makes unknown what it would have bound or changed. */
void run_module(struct interp *in, struct frame *frame, const struct py *statements);

/* Runs the body of a class, in the same way. */
void run_class_body(struct interp *in, struct frame *frame, const struct py *statements);

#endif
