/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments of a call. */
#ifndef POSTERN_DJANGO_ARGUMENTS_H
#define POSTERN_DJANGO_ARGUMENTS_H

#include "django/value.h"

/* The n-th argument, or the one of that name; NULL: not given. */
const struct value *argument(const struct arguments *arguments, size_t n, const char *name);

#endif
