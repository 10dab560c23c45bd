/* SPDX-License-Identifier: Apache-2.0 */
/* Built-in names, for the files that hold them. */
#ifndef POSTERN_DJANGO_BUILTIN_H
#define POSTERN_DJANGO_BUILTIN_H

#include "django/program.h"

struct native_name {
    const char *name;
    native native;
};

/* The built-in of that name, bound to self; NULL: none of these. */
const struct value *builtin_find(struct interp *in, const struct native_name *names, size_t n,
                                 struct span name, const struct value *self);

/* What only the prelude may use. */
const struct value *builtin_inner(struct interp *in, struct span name);

const struct value *builtin_type(struct interp *in, const struct value *self,
                                 const struct arguments *arguments);

#endif
