/* SPDX-License-Identifier: Apache-2.0 */
/* The statements that have files of their own; for the interpreter's files only. */
#ifndef POSTERN_DJANGO_RUN_H
#define POSTERN_DJANGO_RUN_H

#include "django/program.h"

unsigned run_import(struct interp *in, struct frame *frame, const struct py *node);
unsigned run_import_from(struct interp *in, struct frame *frame, const struct py *node);
unsigned run_try(struct interp *in, struct frame *frame, const struct py *node);
unsigned run_definition(struct interp *in, struct frame *frame, const struct py *node);

/* How two ways ended, of which one was gone; raised: the first way's exception, in->raised the
 * second's. */
unsigned run_joined(struct interp *in, unsigned first, const struct value *raised, unsigned second);

/* Tells the observer of a return statement. */
void run_returned(struct interp *in, struct frame *frame, const struct py *node,
                  const struct value *value);

/* A CALL node. */
const struct value *run_call(struct interp *in, struct frame *frame, const struct py *node);

/* A function value for a FUNCTION or LAMBDA node. */
const struct value *run_function(struct interp *in, struct frame *frame, const struct py *node);

#endif
