/* SPDX-License-Identifier: Apache-2.0 */
/* Values in words, as a Python programmer would write them. */
#include "base/buf.h"
#include "django/interp.h"

enum { SHOW_DEPTH = 6, SHOW_ITEMS = 20, SHOW_BYTES = 4096 };

static void show(struct interp *in, struct buf *out, const struct value *value, unsigned depth);

static void show_items(struct interp *in, struct buf *out, const struct sequence *items,
                       const char *between, unsigned depth) {
    for (size_t i = 0; i < items->items.n && i < SHOW_ITEMS; i++) {
        buf_text(out, i ? between : "");
        show(in, out, items->items.at[i].value, depth);
    }
    buf_text(out, items->items.n > SHOW_ITEMS ? ", …" : "");
}

static void show_dict(struct interp *in, struct buf *out, const struct dict *dict, unsigned depth) {
    buf_byte(out, '{');
    for (size_t i = 0; i < dict->entries.n && i < SHOW_ITEMS; i++) {
        buf_text(out, i ? ", " : "");
        show(in, out, dict->entries.at[i].key, depth);
        buf_text(out, ": ");
        show(in, out, dict->entries.at[i].value, depth);
    }
    buf_byte(out, '}');
}

/* What operators between permission classes make: the prelude's OperandHolder and its kin. */
static bool show_composed(struct interp *in, struct buf *out, const struct value *value,
                          unsigned depth) {
    struct slot *sign = table_find(&value->object->names, SPAN("sign"));
    struct slot *left = table_find(&value->object->names, SPAN("left"));
    struct slot *right = table_find(&value->object->names, SPAN("right"));
    if (!sign || !left || !right || !value_is(sign->value, VALUE_TEXT)) {
        return false;
    }
    bool inner = depth < SHOW_DEPTH;
    buf_text(out, inner ? "(" : "");
    if (value_is(left->value, VALUE_NONE)) {
        buf_add(out, sign->value->text);
    } else {
        show(in, out, left->value, depth - 1);
        buf_printf(out, " %.*s ", SPAN_ARG(sign->value->text));
    }
    show(in, out, right->value, depth - 1);
    buf_text(out, inner ? ")" : "");
    return true;
}

static void show_sequence(struct interp *in, struct buf *out, const struct sequence *sequence,
                          unsigned depth) {
    bool tuple = sequence->kind == SEQUENCE_TUPLE;
    buf_byte(out, tuple ? '(' : '[');
    show_items(in, out, sequence, ", ", depth);
    buf_text(out, tuple && sequence->items.n == 1 ? "," : "");
    buf_byte(out, tuple ? ')' : ']');
}

static struct span last_name(struct span dotted) {
    struct span last = dotted;
    while (dotted.ptr) {
        last = span_cut(&dotted, '.');
    }
    return last;
}

static void show(struct interp *in, struct buf *out, const struct value *value, unsigned depth) {
    if (!depth || out->len > SHOW_BYTES) {
        buf_text(out, "…");
        return;
    }
    switch (value->kind) {
    case VALUE_NONE:
        buf_text(out, "None");
        break;
    case VALUE_BOOL:
        buf_text(out, value->number ? "True" : "False");
        break;
    case VALUE_INT:
        buf_printf(out, "%lld", (long long)value->number);
        break;
    case VALUE_TEXT:
        buf_printf(out, "'%.*s'", SPAN_ARG(value->text));
        break;
    case VALUE_SEQUENCE:
        show_sequence(in, out, value->sequence, depth - 1);
        break;
    case VALUE_DICT:
        show_dict(in, out, value->dict, depth - 1);
        break;
    case VALUE_CLASS:
        buf_add(out, value->class->name);
        break;
    case VALUE_FUNCTION:
    case VALUE_METHOD:
        buf_add(out, value->function->name);
        break;
    case VALUE_OBJECT:
        if (!show_composed(in, out, value, depth)) {
            buf_add(out, value->object->class->name);
        }
        break;
    case VALUE_MODULE:
    case VALUE_NATIVE:
    case VALUE_SUPER:
        buf_text(out, "…");
        break;
    case VALUE_FOREIGN:
        buf_add(out, last_name(value->text));
        break;
    case VALUE_CHOICE:
        show_items(in, out, value->sequence, " or ", depth - 1);
        break;
    case VALUE_IMPORT:
    case VALUE_UNKNOWN:
        buf_text(out, "?");
        break;
    }
}

struct span value_show(struct interp *in, const struct value *value) {
    BUF_SCOPE out = {0};
    show(in, &out, value, SHOW_DEPTH);
    struct span text = arena_dup(in->arena, buf_span(&out));
    return text.ptr ? text : SPAN("");
}
