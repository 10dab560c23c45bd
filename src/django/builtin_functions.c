/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that Python has built in. */
#include "django/builtin_functions.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "django/arguments.h"
#include "django/attribute.h"
#include "django/blurred.h"
#include "django/call.h"
#include "django/class.h"
#include "django/items.h"
#include "django/native.h"
#include "django/operators.h"
#include "django/program.h"
#include "django/raise.h"
#include "django/value_join.h"

/* All that was laid on it is known: it is the project's own, or of the prelude, which says so or
 * copies what lies on such a one. */
static bool is_whole(const struct value *function) {
    if (blurred_is(&function->function->names)) {
        return false;
    }
    for (unsigned i = 0; value_is(function, VALUE_FUNCTION) && i < 64; i++) {
        if (module_is_own(function->function->module) ||
            table_find(&function->function->names, SPAN("__whole__")) ||
            MUTANT(functions_all_whole)) {
            return true;
        }
        function = value_wrapped(function);
    }
    return false;
}

/* A function that is known has what was laid on it, and what every function has. */
static bool lacks(const struct value *of, struct span name) {
    return of->kind == VALUE_FUNCTION && !span_starts(name, SPAN("__")) &&
           !table_find(&of->function->names, name) && is_whole(of) && !MUTANT(functions_have_all);
}

static const struct value *do_getattr(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *name = argument(arguments, 1, NULL);
    const struct value *standard = argument(arguments, 2, NULL);
    if (!of || !value_is(name, VALUE_TEXT)) {
        return value_tainted(in, arguments_taint(arguments));
    }
    const struct value *found = lacks(of, name->text) ? NULL : interp_get(in, of, name->text);
    if (!found) {
        return standard ? standard : raise_named(in, "AttributeError");
    }
    bool vague = found->kind == VALUE_UNKNOWN && standard;
    return vague ? value_join(in, found, standard) : found;
}

static const struct value *do_hasattr(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *name = argument(arguments, 1, NULL);
    if (!of || !value_is(name, VALUE_TEXT)) {
        return &value_unknown;
    }
    const struct value *found = lacks(of, name->text) ? NULL : interp_get(in, of, name->text);
    return !found                                          ? &value_false
           : found->kind == VALUE_UNKNOWN && !found->inner ? value_tainted(in, found->taint)
                                                           : &value_true;
}

static const struct value *do_setattr(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *name = argument(arguments, 1, NULL), *value = argument(arguments, 2, NULL);
    if (value_is(name, VALUE_TEXT) && value) {
        attribute_set(in, arguments_first(arguments), name->text, value);
    } else if (name && value) {
        blur(in, arguments_first(arguments));
    }
    return &value_none;
}

static const struct value *do_len(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments);
    if (value_is(of, VALUE_TEXT)) {
        return value_int(in, (int64_t)of->text.len);
    }
    if (value_is(of, VALUE_SEQUENCE) && !of->sequence->open) {
        for (size_t i = 0; i < of->sequence->items.n; i++) {
            if (of->sequence->items.at[i].maybe) {
                return &value_unknown;
            }
        }
        return value_int(in, (int64_t)of->sequence->items.n);
    }
    if (value_is(of, VALUE_DICT) && !of->dict->open) {
        for (size_t i = 0; i < of->dict->entries.n; i++) {
            if (of->dict->entries.at[i].maybe) {
                return &value_unknown;
            }
        }
        return value_int(in, (int64_t)of->dict->entries.n);
    }
    struct arguments none = {0};
    return value_is(of, VALUE_OBJECT) &&
                   class_get(in, of->object->class, SPAN("__len__"), NULL, NULL)
               ? call_method(in, of, SPAN("__len__"), &none)
               : value_tainted(in, arguments_taint(arguments));
}

static const struct value *quantify(struct interp *in, const struct arguments *arguments,
                                    enum truth ends) {
    bool open;
    const struct sequence *items =
        arguments_first(arguments) ? items_of(in, arguments_first(arguments), &open) : NULL;
    if (!items) {
        return value_tainted(in, arguments_taint(arguments));
    }
    bool vague = open;
    for (size_t i = 0; i < items->items.n; i++) {
        enum truth truth = interp_truth(in, items->items.at[i].value);
        if (truth == ends && !items->items.at[i].maybe) {
            return value_bool(ends == TRUTH_YES);
        }
        vague |= truth == TRUTH_UNKNOWN || truth == ends;
    }
    return vague ? value_tainted(in, arguments_taint(arguments)) : value_bool(ends != TRUTH_YES);
}

static const struct value *do_any(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    return quantify(in, arguments, TRUTH_YES);
}

static const struct value *do_all(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    return quantify(in, arguments, TRUTH_NO);
}

static const struct value *do_enumerate(struct interp *in, const struct value *self,
                                        const struct arguments *arguments) {
    (void)self;
    bool open = true;
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    const struct sequence *items =
        arguments_first(arguments) ? items_of(in, arguments_first(arguments), &open) : NULL;
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && items && i < items->items.n; i++) {
        const struct value *pair = value_sequence(in, SEQUENCE_TUPLE);
        sequence_add_item(in, pair, (struct item){value_int(in, (int64_t)i), false});
        sequence_add_item(in, pair, (struct item){items->items.at[i].value, false});
        sequence_add_item(in, made, (struct item){pair, items->items.at[i].maybe});
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = open;
    }
    return made;
}

static const struct value *do_map(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    bool open = true;
    const struct value *made = value_sequence(in, SEQUENCE_LIST),
                       *over = argument(arguments, 1, NULL);
    const struct sequence *items = over ? items_of(in, over, &open) : NULL;
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && items && i < items->items.n; i++) {
        struct arguments one = {.module = arguments->module, .node = arguments->node};
        if (vec_push(in->arena, &one.list, items->items.at[i].value)) {
            const struct value *got = interp_call(in, arguments_first(arguments), &one);
            sequence_add_item(in, made, (struct item){got, items->items.at[i].maybe});
        }
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = open;
    }
    return made;
}

static const struct value *do_range(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self;
    int64_t bounds[3] = {0, 0, 1}; /* from, to, step */
    size_t n = arguments->list.n, items = 0;
    bool known = n >= 1 && n <= 3;
    for (size_t i = 0; known && i < n; i++) {
        const struct value *given = arguments->list.at[i];
        known = given->kind == VALUE_INT && given->number < INT32_MAX && given->number > INT32_MIN;
        bounds[n == 1 ? 1 : i] = given->number;
    }
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    known = known && bounds[2] != 0 && made->kind == VALUE_SEQUENCE;
    for (int64_t i = bounds[0]; known && (bounds[2] > 0 ? i < bounds[1] : i > bounds[1]);
         i += bounds[2]) {
        known = ++items <= LIMIT_INTERPRETER_ITEMS;
        sequence_add_item(in, made, (struct item){value_int(in, i), false});
    }
    if (!known && made->kind == VALUE_SEQUENCE) {
        made->sequence->open = true;
    }
    return made;
}

static const struct value *do_callable(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    (void)self, (void)in;
    const struct value *of = arguments_first(arguments);
    bool yes = value_is_function(of) || value_is(of, VALUE_CLASS) || value_is(of, VALUE_NATIVE);
    bool no = value_is(of, VALUE_NONE) || value_is(of, VALUE_TEXT) || value_is(of, VALUE_INT) ||
              value_is(of, VALUE_SEQUENCE) || value_is(of, VALUE_DICT) || value_is(of, VALUE_BOOL);
    return yes ? &value_true : no ? &value_false : &value_unknown;
}

static const struct value *do_same(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self, (void)in;
    return arguments_first(arguments) ? arguments_first(arguments) : &value_unknown;
}

static const struct value *do_print(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self, (void)in, (void)arguments;
    return &value_none;
}

static const struct native_name functions[] = {
    {"getattr", do_getattr},
    {"hasattr", do_hasattr},
    {"setattr", do_setattr},
    {"len", do_len},
    {"any", do_any},
    {"all", do_all},
    {"enumerate", do_enumerate},
    {"map", do_map},
    {"range", do_range},
    {"callable", do_callable},
    {"iter", do_same},
    {"print", do_print},
};

const struct value *builtin_function(struct interp *in, struct span name) {
    return native_find(in, functions, sizeof(functions) / sizeof(*functions), name, NULL);
}
