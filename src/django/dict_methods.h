/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of dictionaries. */
#ifndef POSTERN_DJANGO_DICT_METHODS_H
#define POSTERN_DJANGO_DICT_METHODS_H

#include "django/interp.h"

/* Bound to self; NULL: there is none of that name. */
const struct value *dict_method(struct interp *in, const struct value *self, struct span name);

#endif
