/* SPDX-License-Identifier: Apache-2.0 */
/* Names as seen from a frame. */
#ifndef POSTERN_DJANGO_NAME_H
#define POSTERN_DJANGO_NAME_H

#include "django/interp.h"

/* A name as seen from a frame; NULL: not bound. */
const struct value *name_get(struct interp *in, struct frame *frame, struct span name);

#endif
