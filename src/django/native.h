/* SPDX-License-Identifier: Apache-2.0 */
/* Functions of ours that stand for Python's. */
#ifndef POSTERN_DJANGO_NATIVE_H
#define POSTERN_DJANGO_NATIVE_H

#include "django/interp.h"

struct native_name {
    const char *name;
    native native;
};

/* The one of that name, bound to self; NULL: none of these. */
const struct value *native_find(struct interp *in, const struct native_name *names, size_t n,
                                struct span name, const struct value *self);

#endif
