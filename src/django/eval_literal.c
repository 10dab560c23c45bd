/* SPDX-License-Identifier: Apache-2.0 */
/* Literals: numbers, texts, formats, sequences, dictionaries. */
#include "django/eval_literal.h"

#include "base/buf.h"
#include "django/dict.h"
#include "django/items.h"
#include "django/operators.h"
#include "django/program.h"

const struct value *eval_integer(struct interp *in, struct frame *frame, const struct py *node) {
    (void)frame;
    uint64_t number = 0;
    if (!span_to_u64(py_text(node), &number) || number > INT64_MAX) {
        return &value_unknown;
    }
    return value_int(in, (int64_t)number);
}

const struct value *eval_text(struct interp *in, struct frame *frame, const struct py *node) {
    (void)frame;
    return value_str(in, py_text(node));
}

const struct value *eval_joined(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *all = value_str(in, SPAN(""));
    PY_EACH(part, node) {
        all = operator_binary(in, SPAN("+"), all, interp_eval(in, frame, part));
    }
    return all;
}

/* f"…": known when every part is; else its fixed start is worth nothing. */
const struct value *eval_format(struct interp *in, struct frame *frame, const struct py *node) {
    BUF_SCOPE out = {0};
    bool known = true;
    unsigned taint = 0;
    struct span text = py_text(node);
    const struct py *part = node->first;
    for (size_t at = 0; at < text.len && value_fits(out.len); at++) {
        if (text.ptr[at] == '{' && at + 1 < text.len && text.ptr[at + 1] != '{') {
            while (part && part->kind != PY_INTERPOLATION) {
                part = part->next;
            }
            const struct value *value = part ? interp_eval(in, frame, part->first) : &value_unknown;
            known &= part && !part->first->next &&
                     (value->kind == VALUE_TEXT || value->kind == VALUE_INT);
            taint |= value_taint(value);
            if (value->kind == VALUE_INT) {
                buf_printf(&out, "%lld", (long long)value->number);
            } else {
                buf_add(&out, value->text);
            }
            part = part ? part->next : NULL;
            while (at < text.len && text.ptr[at] != '}') {
                at++;
            }
        } else {
            buf_byte(&out, text.ptr[at]);
            at += text.ptr[at] == '{' || text.ptr[at] == '}';
        }
    }
    return known ? value_built(in, &out, taint) : value_tainted(in, taint);
}

const struct value *eval_sequence(struct interp *in, struct frame *frame, const struct py *node) {
    enum sequence_kind kind = node->kind == PY_TUPLE ? SEQUENCE_TUPLE
                              : node->kind == PY_SET ? SEQUENCE_SET
                                                     : SEQUENCE_LIST;
    const struct value *made = value_sequence(in, kind);
    if (made->kind != VALUE_SEQUENCE) {
        return made;
    }
    PY_EACH(child, node) {
        const struct value *item =
            interp_eval(in, frame, child->kind == PY_SPLAT ? child->first : child);
        if (child->kind == PY_SPLAT) {
            items_add(in, made, item);
        } else {
            sequence_add(in, made, item);
        }
    }
    return value_placed(made, frame->module, node);
}

const struct value *eval_dict(struct interp *in, struct frame *frame, const struct py *node) {
    const struct value *made = value_dict(in);
    if (made->kind != VALUE_DICT) {
        return made;
    }
    PY_EACH(child, node) {
        if (child->kind == PY_PAIR) {
            const struct value *key = interp_eval(in, frame, py_get(child, PY_ROLE_KEY));
            const struct value *value = interp_eval(in, frame, py_get(child, PY_ROLE_VALUE));
            bool plain = value->kind < VALUE_SEQUENCE;
            value = plain ? value_at(in, value, frame->module, child) : value;
            dict_set(in, made, key, value);
        } else if (child->kind == PY_DICT_SPLAT) {
            dict_merge(in, made, interp_eval(in, frame, child->first));
        }
    }
    return value_placed(made, frame->module, node);
}

const struct value *eval_true(struct interp *in, struct frame *frame, const struct py *node) {
    return value_at(in, &value_true, frame->module, node);
}

const struct value *eval_false(struct interp *in, struct frame *frame, const struct py *node) {
    return value_at(in, &value_false, frame->module, node);
}

const struct value *eval_none(struct interp *in, struct frame *frame, const struct py *node) {
    return value_at(in, &value_none, frame->module, node);
}
