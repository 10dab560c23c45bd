/* SPDX-License-Identifier: Apache-2.0 */
/* Operators of texts. */
#ifndef POSTERN_DJANGO_TEXT_OPERATORS_H
#define POSTERN_DJANGO_TEXT_OPERATORS_H

#include "django/interp.h"

/* "text % values", for %s and %d with known values. */
const struct value *text_percent(struct interp *in, const struct value *a, const struct value *b);

/* The text so many times; unknown where it is too long to keep. */
const struct value *text_repeated(struct interp *in, struct span text, int64_t times);

#endif
