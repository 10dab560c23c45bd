/* SPDX-License-Identifier: Apache-2.0 */
/* Built-in functions, those that Python has and those that only the prelude may use. */
#include "django/builtin.h"

#include "base/limits.h"
#include "django/arguments.h"
#include "django/attribute.h"
#include "django/builtin_inner.h"
#include "django/class.h"
#include "django/items.h"
#include "django/native.h"
#include "django/operators.h"
#include "django/program.h"
#include "django/raise.h"

static unsigned taint_of(const struct arguments *arguments) {
    unsigned taint = 0;
    for (size_t i = 0; i < arguments->list.n; i++) {
        taint |= value_taint(arguments->list.at[i]);
    }
    for (size_t i = 0; i < arguments->named.n; i++) {
        taint |= value_taint(arguments->named.at[i].value);
    }
    return taint;
}

static const struct value *first(const struct arguments *arguments) {
    return arguments->list.n ? arguments->list.at[0] : NULL;
}

static const struct value *truth_value(struct interp *in, enum truth truth, unsigned taint) {
    return truth == TRUTH_UNKNOWN ? value_tainted(in, taint) : value_bool(truth == TRUTH_YES);
}

static const struct value *do_bool(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *value = first(arguments);
    return value ? truth_value(in, interp_truth(in, value), value_taint(value)) : &value_false;
}

static const struct value *do_getattr(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *of = first(arguments), *name = argument(arguments, 1, NULL);
    const struct value *standard = argument(arguments, 2, NULL);
    if (!of || !value_is(name, VALUE_TEXT)) {
        return value_tainted(in, taint_of(arguments));
    }
    const struct value *found = interp_get(in, of, name->text);
    if (!found) {
        return standard ? standard : raise_named(in, "AttributeError");
    }
    bool vague = found->kind == VALUE_UNKNOWN && standard;
    return vague ? value_join(in, found, standard) : found;
}

static const struct value *do_hasattr(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *of = first(arguments), *name = argument(arguments, 1, NULL);
    if (!of || !value_is(name, VALUE_TEXT)) {
        return &value_unknown;
    }
    const struct value *found = interp_get(in, of, name->text);
    return !found                                          ? &value_false
           : found->kind == VALUE_UNKNOWN && !found->inner ? value_tainted(in, found->taint)
                                                           : &value_true;
}

static const struct value *do_setattr(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *name = argument(arguments, 1, NULL), *value = argument(arguments, 2, NULL);
    if (value_is(name, VALUE_TEXT) && value) {
        attribute_set(in, first(arguments), name->text, value);
    }
    return &value_none;
}

static const struct value *do_len(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    const struct value *of = first(arguments);
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
    return value_tainted(in, taint_of(arguments));
}

static const struct value *do_text(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *of = first(arguments);
    if (value_is(of, VALUE_TEXT)) {
        return of;
    }
    if (value_is(of, VALUE_INT)) {
        return value_str(in, arena_printf(in->arena, "%lld", (long long)of->number));
    }
    return of ? value_tainted(in, value_taint(of)) : value_str(in, SPAN(""));
}

static const struct value *do_int(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    const struct value *of = first(arguments);
    uint64_t number;
    if (value_is(of, VALUE_INT) || value_is(of, VALUE_BOOL)) {
        return value_int(in, of->number);
    }
    if (value_is(of, VALUE_TEXT) && span_to_u64(of->text, &number) && number <= INT64_MAX) {
        return value_int(in, (int64_t)number);
    }
    in->failures++;
    return of ? value_tainted(in, value_taint(of)) : value_int(in, 0);
}

static const struct value *copied(struct interp *in, const struct arguments *arguments,
                                  enum sequence_kind kind) {
    const struct value *made = value_sequence(in, kind);
    bool open = false;
    if (first(arguments) && made->kind == VALUE_SEQUENCE) {
        const struct sequence *items = items_of(in, first(arguments), &open);
        for (size_t i = 0; items && i < items->items.n; i++) {
            sequence_add_item(in, made, items->items.at[i]);
        }
        made->sequence->open = open;
        ((struct value *)made)->taint = value_taint(first(arguments));
    }
    return made;
}

static const struct value *do_list(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    return copied(in, arguments, SEQUENCE_LIST);
}

static const struct value *do_reversed(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    (void)self;
    const struct value *made = copied(in, arguments, SEQUENCE_LIST);
    size_t n = made->kind == VALUE_SEQUENCE ? made->sequence->items.n : 0;
    for (size_t i = 0; i < n / 2; i++) {
        struct item *low = &made->sequence->items.at[i];
        struct item *high = &made->sequence->items.at[n - 1 - i];
        struct item item = *low;
        *low = *high;
        *high = item;
    }
    return made;
}

static const struct value *do_tuple(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self;
    return copied(in, arguments, SEQUENCE_TUPLE);
}

static const struct value *do_set(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    return copied(in, arguments, SEQUENCE_SET);
}

static const struct value *do_dict(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *made = value_dict(in), *from = first(arguments);
    if (made->kind != VALUE_DICT) {
        return made;
    }
    if (value_is(from, VALUE_DICT)) {
        made->dict->open |= from->dict->open;
        for (size_t i = 0; i < from->dict->entries.n; i++) {
            dict_set(in, made, from->dict->entries.at[i].key, from->dict->entries.at[i].value);
        }
    } else {
        made->dict->open |= from != NULL;
    }
    for (size_t i = 0; i < arguments->named.n; i++) {
        dict_set(in, made, arguments->named.at[i].key, arguments->named.at[i].value);
    }
    made->dict->open |= arguments->open;
    return value_at(in, made, arguments->module, arguments->node);
}

/* The built-in type of a known value, or NULL. */
static native type_of(const struct value *value) {
    static const native sequences[] = {
        [SEQUENCE_LIST] = do_list, [SEQUENCE_TUPLE] = do_tuple, [SEQUENCE_SET] = do_set};
    if (value->kind == VALUE_SEQUENCE) {
        return sequences[value->sequence->kind];
    }
    return value->kind == VALUE_TEXT    ? do_text
           : value->kind == VALUE_INT   ? do_int
           : value->kind == VALUE_DICT  ? do_dict
           : value->kind == VALUE_BOOL  ? do_bool
           : value->kind == VALUE_CLASS ? builtin_type
                                        : NULL;
}

static enum truth instance_of(struct interp *in, const struct value *value,
                              const struct value *type) {
    if (value_is(type, VALUE_SEQUENCE)) {
        enum truth any = TRUTH_NO;
        for (size_t i = 0; i < type->sequence->items.n && any != TRUTH_YES; i++) {
            enum truth one = instance_of(in, value, type->sequence->items.at[i].value);
            any = one == TRUTH_NO ? any : one;
        }
        return any;
    }
    if (value_is(value, VALUE_OBJECT) && value_is(type, VALUE_CLASS)) {
        return class_is(in, value->object->class, type->class->full);
    }
    bool vague =
        value->kind == VALUE_UNKNOWN || value->kind == VALUE_CHOICE || value->kind == VALUE_FOREIGN;
    if (!value_is(type, VALUE_NATIVE) || vague) {
        return value_is(value, VALUE_NONE) ? TRUTH_NO : TRUTH_UNKNOWN;
    }
    return type->native == type_of(value) ? TRUTH_YES : TRUTH_NO;
}

static const struct value *do_isinstance(struct interp *in, const struct value *self,
                                         const struct arguments *arguments) {
    (void)self;
    const struct value *type = argument(arguments, 1, NULL);
    return first(arguments) && type
               ? truth_value(in, instance_of(in, first(arguments), type), taint_of(arguments))
               : &value_unknown;
}

static const struct value *do_issubclass(struct interp *in, const struct value *self,
                                         const struct arguments *arguments) {
    (void)self;
    const struct value *of = first(arguments), *type = argument(arguments, 1, NULL);
    if (value_is(of, VALUE_CLASS) && value_is(type, VALUE_CLASS)) {
        return truth_value(in, class_is(in, of->class, type->class->full), 0);
    }
    return &value_unknown;
}

static const struct value *quantify(struct interp *in, const struct arguments *arguments,
                                    enum truth ends) {
    bool open;
    const struct sequence *items = first(arguments) ? items_of(in, first(arguments), &open) : NULL;
    if (!items) {
        return value_tainted(in, taint_of(arguments));
    }
    bool vague = open;
    for (size_t i = 0; i < items->items.n; i++) {
        enum truth truth = interp_truth(in, items->items.at[i].value);
        if (truth == ends && !items->items.at[i].maybe) {
            return value_bool(ends == TRUTH_YES);
        }
        vague |= truth == TRUTH_UNKNOWN || truth == ends;
    }
    return vague ? value_tainted(in, taint_of(arguments)) : value_bool(ends != TRUTH_YES);
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
    const struct sequence *items = first(arguments) ? items_of(in, first(arguments), &open) : NULL;
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
            const struct value *got = interp_call(in, first(arguments), &one);
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
    const struct value *made = value_sequence(in, SEQUENCE_LIST), *n = first(arguments);
    bool known = arguments->list.n == 1 && value_is(n, VALUE_INT) &&
                 n->number <= LIMIT_INTERPRETER_ITEMS && made->kind == VALUE_SEQUENCE;
    for (int64_t i = 0; known && i < n->number; i++) {
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
    const struct value *of = first(arguments);
    bool yes = value_is(of, VALUE_FUNCTION) || value_is(of, VALUE_METHOD) ||
               value_is(of, VALUE_CLASS) || value_is(of, VALUE_NATIVE);
    bool no = value_is(of, VALUE_NONE) || value_is(of, VALUE_TEXT) || value_is(of, VALUE_INT) ||
              value_is(of, VALUE_SEQUENCE) || value_is(of, VALUE_DICT) || value_is(of, VALUE_BOOL);
    return yes ? &value_true : no ? &value_false : &value_unknown;
}

static const struct value *do_same(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self, (void)in;
    return first(arguments) ? first(arguments) : &value_unknown;
}

static const struct value *do_print(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self, (void)in, (void)arguments;
    return &value_none;
}

/* The property, classmethod and staticmethod of Python, called instead of laid around. */
static const struct value *rebound(struct interp *in, const struct arguments *arguments,
                                   enum binding binding) {
    const struct value *of = first(arguments);
    if (!of || of->kind != VALUE_FUNCTION) {
        return of ? of : &value_unknown;
    }
    struct value *copy = (struct value *)value_at(in, of, of->module, of->node);
    struct function *function = arena_new(in->arena, struct function);
    if (function && copy != of) {
        *function = *of->function;
        function->binding = binding;
        copy->function = function;
    }
    return copy;
}

static const struct value *do_property(struct interp *in, const struct value *self,
                                       const struct arguments *arguments) {
    (void)self;
    return rebound(in, arguments, BIND_PROPERTY);
}

static const struct value *do_classmethod(struct interp *in, const struct value *self,
                                          const struct arguments *arguments) {
    (void)self;
    return rebound(in, arguments, BIND_CLASS);
}

static const struct value *do_staticmethod(struct interp *in, const struct value *self,
                                           const struct arguments *arguments) {
    (void)self;
    return rebound(in, arguments, BIND_NOTHING);
}

/* type(x), or type(name, bases, names). */
const struct value *builtin_type(struct interp *in, const struct value *self,
                                 const struct arguments *arguments) {
    (void)self;
    const struct value *of = first(arguments), *bases = argument(arguments, 1, NULL);
    const struct value *names = argument(arguments, 2, NULL);
    if (!bases) {
        return value_is(of, VALUE_OBJECT) ? of->object->class->value : &value_unknown;
    }
    struct class *class = arena_new(in->arena, struct class);
    if (!class || !arguments->module || !value_is(bases, VALUE_SEQUENCE)) {
        return &value_unknown;
    }
    class->name = value_is(of, VALUE_TEXT) ? of->text : SPAN("type");
    class->full = arena_printf(in->arena, "%.*s.%.*s", SPAN_ARG(arguments->module->name),
                               SPAN_ARG(class->name));
    class->epoch = in->epoch;
    class->module = arguments->module;
    class->node = arguments->node;
    class->names.arena = in->arena;
    class->value = value_at(in, value_class(in, class), arguments->module, arguments->node);
    for (size_t i = 0; i < bases->sequence->items.n; i++) {
        (void)vec_push(in->arena, &class->bases, bases->sequence->items.at[i].value);
    }
    for (size_t i = 0; value_is(names, VALUE_DICT) && i < names->dict->entries.n; i++) {
        struct entry *entry = &names->dict->entries.at[i];
        if (entry->key->kind == VALUE_TEXT) {
            interp_bind(in, &class->names, entry->key->text, entry->value);
        }
    }
    return class->value;
}

static const struct native_name python[] = {
    {"bool", do_bool},
    {"getattr", do_getattr},
    {"hasattr", do_hasattr},
    {"setattr", do_setattr},
    {"len", do_len},
    {"str", do_text},
    {"int", do_int},
    {"list", do_list},
    {"tuple", do_tuple},
    {"set", do_set},
    {"frozenset", do_set},
    {"dict", do_dict},
    {"isinstance", do_isinstance},
    {"issubclass", do_issubclass},
    {"any", do_any},
    {"all", do_all},
    {"enumerate", do_enumerate},
    {"map", do_map},
    {"range", do_range},
    {"callable", do_callable},
    {"iter", do_same},
    {"sorted", do_list},
    {"reversed", do_reversed},
    {"print", do_print},
    {"property", do_property},
    {"classmethod", do_classmethod},
    {"staticmethod", do_staticmethod},
    {"type", builtin_type},
};

const struct value *builtin_name(struct interp *in, struct span name, bool inner) {
    const struct value *found =
        native_find(in, python, sizeof(python) / sizeof(*python), name, NULL);
    if (!found && inner) {
        found = builtin_inner(in, name);
    }
    found = found ? found : program_builtin(in, name);
    if (!found && span_equal(name, SPAN("__file__"))) {
        return &value_unknown;
    }
    return found;
}
