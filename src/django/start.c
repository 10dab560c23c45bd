/* SPDX-License-Identifier: Apache-2.0 */
/* Each application is made ready on its own: what one does that cannot be followed costs no other.
 */
#include "django/start.h"

#include "base/limits.h"
#include "django/call.h"
#include "django/items.h"
#include "django/module.h"

void start_applications(struct interp *in) {
    bool open;
    struct arguments none = {0};
    const struct value *start = module_import(in, SPAN("postern.start.configured"));
    in->arena = in->lasting;
    in->imports = true;
    interp_begin(in, LIMIT_INTERPRETER_STEPS);
    const struct value *all = interp_call(in, start, &none);
    const struct sequence *items = items_of(in, all, &open);
    for (size_t i = 0; items && i < items->items.n && in->err == OK; i++) {
        interp_begin(in, LIMIT_INTERPRETER_STEPS);
        (void)call_method(in, items->items.at[i].value, SPAN("ready"), &none);
    }
    interp_begin(in, LIMIT_INTERPRETER_STEPS);
}
