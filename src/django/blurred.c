/* SPDX-License-Identifier: Apache-2.0 */
/* A mark among the names themselves, so that it is undone and copied as they are. */
#include "django/blurred.h"

#include "base/mutant.h"

const struct span blurred_name = SPAN_INIT("__blurred__");

void blur(struct interp *in, const struct value *of) {
    struct table *names = value_names(of);
    if (names && !MUTANT(never_blurred)) {
        interp_bind(in, names, blurred_name, &value_true);
    }
    for (size_t i = 0; value_is(of, VALUE_CHOICE) && i < of->sequence->items.n; i++) {
        blur(in, of->sequence->items.at[i].value);
    }
}

bool blurred_is(const struct table *names) {
    const struct slot *slot = table_find(names, blurred_name);
    return slot && slot->value;
}
