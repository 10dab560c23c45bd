/* SPDX-License-Identifier: Apache-2.0 */
/* Truth, and the operators between values. */
#ifndef POSTERN_DJANGO_OPERATORS_H
#define POSTERN_DJANGO_OPERATORS_H

#include "django/interp.h"

enum truth interp_truth(struct interp *in, const struct value *value);

const struct value *operator_binary(struct interp *in, struct span sign, const struct value *a,
                                    const struct value *b);
const struct value *operator_compare(struct interp *in, struct span sign, const struct value *a,
                                     const struct value *b);

#endif
