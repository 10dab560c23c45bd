/* SPDX-License-Identifier: Apache-2.0 */
/* Calls. */
#ifndef POSTERN_DJANGO_CALL_H
#define POSTERN_DJANGO_CALL_H

#include "django/interp.h"

/* What interp_call does. */
const struct value *call_value(struct interp *in, const struct value *callee,
                               const struct arguments *arguments);

/* Gets the method and calls it. */
const struct value *call_method(struct interp *in, const struct value *self, struct span name,
                                const struct arguments *arguments);

#endif
