/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions that are written out. */
#ifndef POSTERN_DJANGO_EVAL_LITERAL_H
#define POSTERN_DJANGO_EVAL_LITERAL_H

#include "django/interp.h"

/* Of the kind of node that the name says. */
const struct value *eval_integer(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_text(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_joined(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_format(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_sequence(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_dict(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_true(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_false(struct interp *in, struct frame *frame, const struct py *node);
const struct value *eval_none(struct interp *in, struct frame *frame, const struct py *node);

#endif
