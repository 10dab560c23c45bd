/* SPDX-License-Identifier: Apache-2.0 */
/* Dictionaries. */
#ifndef POSTERN_DJANGO_DICT_H
#define POSTERN_DJANGO_DICT_H

#include "django/value.h"

/* Sets: for sure or, under an unknown condition, perhaps. */
void dict_set(struct interp *in, const struct value *dict, const struct value *key,
              const struct value *value);
/* Takes over all that another dictionary has; what is none may have anything. Of itself: once. */
void dict_merge(struct interp *in, const struct value *into, const struct value *from);
/* The value of a key; NULL: surely not there; unknown when it cannot be told. */
const struct value *dict_get(struct interp *in, const struct value *dict, const struct value *key);
const struct value *dict_text(struct interp *in, const struct value *dict, struct span key);

#endif
