/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters get their values: by place, by name, by default, the rest. */
#include "django/parameters.h"

#include "django/dict.h"
#include "django/value_join.h"

/* Parameters by kind, as they are written. */
struct binder {
    struct interp *in;
    const struct function *function;
    const struct arguments *arguments;
    struct table *names;
    size_t next;     /* positional argument */
    bool named_only; /* behind a star */
    uint64_t taken;  /* keyword arguments that found their parameter, by bit */
};

static const struct value *default_of(const struct function *function, struct span name) {
    for (size_t i = 0; i < function->defaults.n; i++) {
        if (value_is_text(function->defaults.at[i].key, name)) {
            return function->defaults.at[i].value;
        }
    }
    return NULL;
}

static void bind_one(struct binder *b, struct span name) {
    const struct value *value = NULL;
    if (!b->named_only && b->next < b->arguments->list.n) {
        value = b->arguments->list.at[b->next++];
    }
    for (size_t i = 0; i < b->arguments->named.n; i++) {
        if (value_is_text(b->arguments->named.at[i].key, name)) {
            value = b->arguments->named.at[i].value;
            b->taken |= i < 64 ? (uint64_t)1 << i : 0;
        }
    }
    const struct value *standard = default_of(b->function, name);
    if (!value && b->arguments->open) {
        value = standard ? value_join(b->in, standard, &value_unknown) : &value_unknown;
    }
    value = value ? value : standard;
    interp_bind(b->in, b->names, name, value ? value : &value_unknown);
}

static void bind_rest(struct binder *b, struct span name) {
    const struct value *rest = value_sequence(b->in, SEQUENCE_TUPLE);
    b->named_only = true;
    if (rest->kind != VALUE_SEQUENCE || !name.len) {
        return;
    }
    rest->sequence->open = b->arguments->open;
    rest->sequence->tail = !b->arguments->vague;
    while (b->next < b->arguments->list.n) {
        sequence_add_item(b->in, rest, (struct item){b->arguments->list.at[b->next++], false});
    }
    interp_bind(b->in, b->names, name, rest);
}

static void bind_named_rest(struct binder *b, struct span name) {
    const struct value *rest = value_dict(b->in);
    if (rest->kind != VALUE_DICT) {
        return;
    }
    rest->dict->open = b->arguments->open;
    for (size_t i = 0; i < b->arguments->named.n; i++) {
        if (i >= 64 || !(b->taken >> i & 1)) {
            dict_set(b->in, rest, b->arguments->named.at[i].key, b->arguments->named.at[i].value);
        }
    }
    interp_bind(b->in, b->names, name, rest);
}

void parameters_bind(struct interp *in, const struct function *function,
                     const struct arguments *arguments, struct table *names) {
    struct binder binder = {in, function, arguments, names, 0, false, 0}, *b = &binder;
    const struct py *parameters = py_get(function->node, PY_ROLE_PARAMETERS);
    PY_EACH(each, parameters) {
        const struct py *parameter = each;
        if (parameter->kind == PY_TYPED) {
            parameter = parameter->first;
        }
        if (parameter->kind == PY_NAME) {
            bind_one(b, py_text(parameter));
        } else if (parameter->kind == PY_DEFAULT) {
            bind_one(b, py_text(py_get(parameter, PY_ROLE_NAME)));
        } else if (parameter->kind == PY_SPLAT) {
            bind_rest(b, py_text(parameter->first));
        } else if (parameter->kind == PY_DICT_SPLAT) {
            bind_named_rest(b, py_text(parameter->first));
        } else if (parameter->kind == PY_KEYWORD_ONLY) {
            b->named_only = true;
        }
    }
}
