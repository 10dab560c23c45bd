/* SPDX-License-Identifier: Apache-2.0 */
/* A call that a class inherits, held against the same call where it stands. */
#include "audit/heir.h"

#include "base/mutant.h"

#include <ctype.h>

/* The text has the name as an attribute, self.NAME, or as a text of its own. */
static bool asks_for(struct span source, struct span name) {
    for (size_t at = 0; name.len && at < source.len;) {
        size_t found = span_find(span_from_index(source, at), name);
        if (found == SIZE_MAX) {
            break;
        }
        at += found + name.len;
        char before = at > name.len ? source.ptr[at - name.len - 1] : '\0';
        if (before == '.' ||
            ((before == '"' || before == '\'') && at < source.len && source.ptr[at] == before)) {
            return true;
        }
    }
    return false;
}

/* It asks its object for what another function of its class makes of it, or by a name that is
 * given as a text. */
static bool asks_further(struct span source) {
    static const char *const further[] = {"self.", "cls.", "super()."};
    if (span_find(source, SPAN("getattr(")) != SIZE_MAX) {
        return true;
    }
    for (size_t i = 0; i < sizeof(further) / sizeof(*further); i++) {
        struct span mark = span_from(further[i]), rest = source;
        for (size_t at; (at = span_find(rest, mark)) != SIZE_MAX;) {
            rest = span_from_index(rest, at + mark.len);
            size_t end = 0;
            while (end < rest.len &&
                   (rest.ptr[end] == '_' || isalnum((unsigned char)rest.ptr[end]))) {
                end++;
            }
            if (end < rest.len && rest.ptr[end] == '(') {
                return true;
            }
        }
    }
    return false;
}

/* It binds a name that the function asks its object for, or makes the object anew. */
static bool binds(const struct class *class, const struct decode_call *call) {
    struct span source = py_source(&call->module->file, call->function);
    bool further = asks_further(source) && !MUTANT(heirs_ask_once);
    VEC_EACH(struct slot *, slot, &class->names.slots) {
        struct span name = (*slot)->name;
        if (span_equal(name, SPAN("__init__")) || asks_for(source, name)) {
            return true;
        }
        for (size_t i = 0; further && i < call->self->mro.n; i++) {
            const struct class *each = call->self->mro.at[i];
            bool own = each->node && module_is_own(each->module);
            if (own && asks_for(py_source(&each->module->file, each->node), name)) {
                return true;
            }
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
