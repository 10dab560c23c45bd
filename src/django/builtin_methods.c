/* SPDX-License-Identifier: Apache-2.0 */
/* Methods of built-in types, by the type. */
#include "django/builtin_methods.h"

#include "django/dict_methods.h"
#include "django/list_methods.h"
#include "django/text_methods.h"

const struct value *builtin_method(struct interp *in, const struct value *self, struct span name) {
    const struct value *found = NULL;
    if (self->kind == VALUE_TEXT) {
        found = text_method(in, self, name);
    } else if (self->kind == VALUE_SEQUENCE) {
        found = list_method(in, self, name);
    } else if (self->kind == VALUE_DICT) {
        found = dict_method(in, self, name);
    } else if (self->kind == VALUE_NONE) {
        return NULL;
    }
    return found ? found : value_tainted(in, value_taint(self));
}
