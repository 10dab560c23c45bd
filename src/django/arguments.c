/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments by place or by name. */
#include "django/arguments.h"

const struct value *argument(const struct arguments *arguments, size_t n, const char *name) {
    if (n < arguments->list.n) {
        return arguments->list.at[n];
    }
    for (size_t i = 0; name && i < arguments->named.n; i++) {
        if (value_is_text(arguments->named.at[i].key, span_from(name))) {
            return arguments->named.at[i].value;
        }
    }
    return NULL;
}
