/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of lists, tuples and texts: x[a:b]. */
#include "django/slice.h"

#include "django/program.h"

struct bounds {
    const struct py *from, *to; /* NULL: the beginning, the end */
    bool plain;                 /* no step */
};

/* Which of the numbers stand before the colon, and whether there is a second one. */
static struct bounds bounds_of(const struct module *module, const struct py *node) {
    struct bounds bounds = {.plain = py_count(node) <= 2};
    uint32_t at = node->start;
    unsigned colons = 0;
    const struct py *child = node->first;
    while (at < node->end && bounds.plain) {
        if (child && child->start == at) {
            *(colons ? &bounds.to : &bounds.from) = child;
            at = child->end > at ? child->end : at + 1;
            child = child->next;
            continue;
        }
        colons += at < module->file.text.len && module->file.text.ptr[at] == ':';
        at++;
    }
    bounds.plain &= colons == 1 && !child;
    return bounds;
}

/* A bound within 0…n; false: not known. */
static bool bound_at(struct interp *in, struct frame *frame, const struct py *node,
                     int64_t standard, int64_t n, int64_t *at) {
    const struct value *value = node ? interp_eval(in, frame, node) : &value_none;
    int64_t number = value->kind == VALUE_NONE ? standard : value->number;
    number = number < 0 ? number + n : number;
    *at = number < 0 ? 0 : number > n ? n : number;
    return value->kind == VALUE_NONE || value->kind == VALUE_INT;
}

static bool all_sure(const struct sequence *items) {
    for (size_t i = 0; i < items->items.n; i++) {
        if (items->items.at[i].maybe) {
            return false;
        }
    }
    return !items->open;
}

const struct value *slice_of(struct interp *in, struct frame *frame, const struct value *of,
                             const struct py *node) {
    struct bounds bounds = bounds_of(frame->module, node);
    bool list = of->kind == VALUE_SEQUENCE;
    int64_t n = (int64_t)(list ? of->sequence->items.n : of->text.len), from, to;
    bool known = bounds.plain && (list ? all_sure(of->sequence) : of->kind == VALUE_TEXT);
    known = known && bound_at(in, frame, bounds.from, 0, n, &from) &&
            bound_at(in, frame, bounds.to, n, n, &to) && !in->raised;
    if (!known) {
        in->failures++;
        return value_tainted(in, value_taint(of));
    }
    to = to < from ? from : to;
    if (!list) {
        return value_str(in, span_slice(of->text, (size_t)from, (size_t)(to - from)));
    }
    const struct value *made = value_sequence(in, of->sequence->kind);
    for (; made->kind == VALUE_SEQUENCE && from < to; from++) {
        sequence_add_item(in, made, of->sequence->items.at[from]);
    }
    return made;
}
