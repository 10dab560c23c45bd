/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments: as they are written, and by place or by name. */
#include "django/arguments.h"

#include "django/items.h"

const struct value *argument(const struct arguments *arguments, size_t n, const char *name) {
    if (n < arguments->list.n) {
        return arguments->list.at[n];
    }
    for (size_t i = 0; name && i < arguments->named.n; i++) {
        if (value_is_text(arguments->named.at[i].key, span_from(name))) {
            return arguments->named.at[i].value;
        }
    }
    return NULL;
}

const struct value *arguments_first(const struct arguments *arguments) {
    return arguments->list.n ? arguments->list.at[0] : NULL;
}

unsigned arguments_taint(const struct arguments *arguments) {
    unsigned taint = 0;
    for (size_t i = 0; i < arguments->list.n; i++) {
        taint |= value_taint(arguments->list.at[i]);
    }
    for (size_t i = 0; i < arguments->named.n; i++) {
        taint |= value_taint(arguments->named.at[i].value);
    }
    return taint;
}

static void add_named(struct interp *in, struct arguments *arguments, const struct value *key,
                      const struct value *value) {
    if (!vec_push(in->arena, &arguments->named, ((struct entry){key, value, false}))) {
        in->err = ERR_MEMORY;
    }
}

static void splat(struct interp *in, struct arguments *arguments, const struct value *value) {
    bool open;
    const struct sequence *items = items_of(in, value, &open);
    arguments->vague |= arguments->open || (open && items && items->items.n && !items->tail);
    for (size_t i = 0; items && i < items->items.n; i++) {
        arguments->open |= items->items.at[i].maybe;
        arguments->vague |= items->items.at[i].maybe;
        if (!vec_push(in->arena, &arguments->list, items->items.at[i].value)) {
            in->err = ERR_MEMORY;
        }
    }
    in->steps += items ? 4 * items->items.n : 0; /* each is looked through */
    arguments->open |= open;
}

static void splat_named(struct interp *in, struct arguments *arguments, const struct value *value) {
    if (value->kind != VALUE_DICT) {
        arguments->open = true;
        return;
    }
    arguments->open |= value->dict->open;
    for (size_t i = 0; i < value->dict->entries.n; i++) {
        add_named(in, arguments, value->dict->entries.at[i].key, value->dict->entries.at[i].value);
    }
}

void arguments_read(struct interp *in, struct frame *frame, const struct py *list,
                    struct arguments *out) {
    if (py_is(list, PY_LIST_COMPREHENSION) || py_is(list, PY_GENERATOR)) {
        (void)vec_push(in->arena, &out->list, interp_eval(in, frame, list)); /* f(x for x in y) */
        return;
    }
    PY_EACH(child, list) {
        if (child->kind == PY_SPLAT) {
            splat(in, out, interp_eval(in, frame, child->first));
        } else if (child->kind == PY_DICT_SPLAT) {
            splat_named(in, out, interp_eval(in, frame, child->first));
        } else if (child->kind == PY_KEYWORD) {
            const struct value *name = value_str(in, py_text(py_get(child, PY_ROLE_NAME)));
            add_named(in, out, name, interp_eval(in, frame, py_get(child, PY_ROLE_VALUE)));
        } else if (!vec_push(in->arena, &out->list, interp_eval(in, frame, child))) {
            in->err = ERR_MEMORY;
        } else {
            out->vague |= out->open;
        }
    }
}
