/* SPDX-License-Identifier: Apache-2.0 */
/* "…" % values, "…" * n. */
#include "django/text_operators.h"

#include "base/buf.h"

const struct value *text_percent(struct interp *in, const struct value *a, const struct value *b) {
    BUF_SCOPE out = {0};
    struct sequence one = {0};
    struct item item = {b, false};
    one.items.at = &item;
    one.items.n = 1;
    const struct sequence *values = value_is_list(b, SEQUENCE_TUPLE) ? b->sequence : &one;
    size_t next = 0;
    for (size_t i = 0; i < a->text.len && value_fits(out.len); i++) {
        char c = a->text.ptr[i];
        if (c != '%' || i + 1 >= a->text.len) {
            buf_byte(&out, c);
            continue;
        }
        const struct value *value = next < values->items.n ? values->items.at[next].value : NULL;
        char conversion = a->text.ptr[++i];
        if (conversion == '%') {
            buf_byte(&out, '%');
        } else if (!value) {
            return value_tainted(in, value_taint(b));
        } else if (value_is(value, VALUE_TEXT) && conversion == 's') {
            buf_add(&out, value->text);
            next++;
        } else if (value_is(value, VALUE_INT) && (conversion == 's' || conversion == 'd')) {
            buf_printf(&out, "%lld", (long long)value->number);
            next++;
        } else {
            return value_tainted(in, value_taint(b));
        }
    }
    return value_built(in, &out, value_taint(b));
}

const struct value *text_repeated(struct interp *in, struct span text, int64_t times) {
    BUF_SCOPE all = {0};
    for (int64_t i = 0; i < times && text.len && value_fits(all.len); i++) {
        buf_add(&all, text);
    }
    return value_built(in, &all, 0);
}
