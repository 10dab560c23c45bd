/* SPDX-License-Identifier: Apache-2.0 */
/* Exceptions by the names that Python gives them. */
#include "django/raise.h"

#include "django/program.h"

const struct value *raise_named(struct interp *in, const char *name) {
    const struct value *class = program_builtin(in, span_from(name));
    return interp_raise(in, class ? class : &value_unknown);
}
