/* SPDX-License-Identifier: Apache-2.0 */
/* Functions of ours by the names that Python gives them. */
#include "django/native.h"

const struct value *native_find(struct interp *in, const struct native_name *names, size_t n,
                                struct span name, const struct value *self) {
    for (size_t i = 0; i < n; i++) {
        if (span_equal(name, span_from(names[i].name))) {
            return value_native(in, names[i].native, self);
        }
    }
    return NULL;
}
