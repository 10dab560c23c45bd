/* SPDX-License-Identifier: Apache-2.0 */
/* Calls as they are written. */
#ifndef POSTERN_DJANGO_CALL_NODE_H
#define POSTERN_DJANGO_CALL_NODE_H

#include "django/interp.h"

/* A CALL node. */
const struct value *call_node(struct interp *in, struct frame *frame, const struct py *node);

#endif
