/* SPDX-License-Identifier: Apache-2.0 */
/* What can be looped over. */
#ifndef POSTERN_DJANGO_ITEMS_H
#define POSTERN_DJANGO_ITEMS_H

#include "django/interp.h"

/* Items of what can be looped over; *open: there may be others. NULL: nothing is known. */
const struct sequence *items_of(struct interp *in, const struct value *value, bool *open);

/* Adds all items of what can be looped over to a sequence, which may be that itself. */
void items_add(struct interp *in, const struct value *sequence, const struct value *from);

/* sequence[key] = value. A key that is not known may be any of them. */
void items_set(struct interp *in, const struct value *sequence, const struct value *key,
               const struct value *value);

#endif
