/* SPDX-License-Identifier: Apache-2.0 */
/* A call that a class inherits, held against the same call where it stands. */
#include "audit/heir.h"

#include "base/mutant.h"

/* It binds a name that the function asks its object for, or makes the object anew. */
static bool binds(const struct class *class, const struct decode_call *call) {
    struct span source = py_source(&call->module->file, call->function);
    VEC_EACH(struct slot *, slot, &class->names.slots) {
        struct span name = (*slot)->name;
        if (span_equal(name, SPAN("__init__"))) {
            return true;
        }
        for (size_t at = 0; at < source.len;) { /* self.NAME, cls.NAME, super().NAME */
            size_t found = span_find(span_from_index(source, at), name);
            if (found == SIZE_MAX) {
                break;
            }
            at += found;
            if (at && source.ptr[at - 1] == '.') {
                return true;
            }
            at += name.len;
        }
    }
    return false;
}

bool heir_changes(const struct decode_call *call) {
    const struct class *self = call->self;
    bool own = self && self->node && module_is_own(self->module);
    for (size_t i = 0; own && i < self->mro.n; i++) {
        const struct class *each = self->mro.at[i];
        if (each->node && each->module == call->module && py_within(call->node, each->node)) {
            return false;
        }
        if (!call->function || binds(each, call) || MUTANT(heirs_change)) {
            return true;
        }
    }
    return own;
}
