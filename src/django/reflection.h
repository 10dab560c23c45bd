/* SPDX-License-Identifier: Apache-2.0 */
/* What Python tells of classes and modules: __mro__, __subclasses__, __dict__, dir() and the like.
 */
#ifndef POSTERN_DJANGO_REFLECTION_H
#define POSTERN_DJANGO_REFLECTION_H

#include "django/interp.h"

/* An attribute that every class, function, module or object has; NULL: none of these. */
const struct value *reflection_get(struct interp *in, const struct value *of, struct span name);

/* dir() and vars(); NULL: another name. */
const struct value *builtin_reflection(struct interp *in, struct span name);

#endif
