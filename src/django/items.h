/* SPDX-License-Identifier: Apache-2.0 */
/* What can be looped over. */
#ifndef POSTERN_DJANGO_ITEMS_H
#define POSTERN_DJANGO_ITEMS_H

#include "django/interp.h"

/* Items of what can be looped over; *open: there may be others. NULL: nothing is known. */
const struct sequence *items_of(struct interp *in, const struct value *value, bool *open);

#endif
