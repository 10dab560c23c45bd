/* SPDX-License-Identifier: Apache-2.0 */
/* Functions and objects on which more may lie than is known. */
#ifndef POSTERN_DJANGO_BLURRED_H
#define POSTERN_DJANGO_BLURRED_H

#include "django/interp.h"

/* The name under which it is kept among theirs. */
extern const struct span blurred_name;

/* From now on it may have names that nobody knows; of a choice, each of them. */
void blur(struct interp *in, const struct value *of);

bool blurred_is(const struct table *names);

#endif
