/* SPDX-License-Identifier: Apache-2.0 */
/* Names: of the function, of those around it, of the module, built in. */
#include "django/name.h"

#include "django/builtin.h"
#include "django/module.h"

const struct value *name_get(struct interp *in, struct frame *frame, struct span name) {
    for (struct scope *scope = frame->scope; scope; scope = scope->parent) {
        struct slot *slot = table_find(&scope->names, name);
        if (slot && slot->value) {
            return module_slot(in, slot);
        }
    }
    struct module *module = (struct module *)frame->module;
    struct slot *slot = table_find(&module->scope.names, name);
    if (slot && slot->value) {
        return module_slot(in, slot);
    }
    const struct value *value = builtin_name(in, name, module->inner);
    return value ? value : module_star(in, module, name);
}
