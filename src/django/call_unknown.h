/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of what is not known. */
#ifndef POSTERN_DJANGO_CALL_UNKNOWN_H
#define POSTERN_DJANGO_CALL_UNKNOWN_H

#include "django/interp.h"

/* Nobody knows what it does: what comes back may have come from what went in. */
const struct value *call_unknown(struct interp *in, const struct value *callee,
                                 const struct arguments *arguments);

#endif
