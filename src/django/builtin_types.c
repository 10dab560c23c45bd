/* SPDX-License-Identifier: Apache-2.0 */
/* Types that Python has built in, and what asks for them. */
#include "django/builtin_types.h"

#include "base/mutant.h"
#include "django/arguments.h"
#include "django/class.h"
#include "django/dict.h"
#include "django/items.h"
#include "django/module.h"
#include "django/native.h"
#include "django/operators.h"
#include "django/program.h"
#include "django/raise.h"
#include "django/value_join.h"

/* type(x), or type(name, bases, names). */
static const struct value *do_type(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *bases = argument(arguments, 1, NULL);
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

/* A conversion of one of several: one of several results. NULL: it is none of several. */
static const struct value *each_choice(struct interp *in, native convert,
                                       const struct arguments *arguments) {
    const struct value *of = arguments_first(arguments), *joined = NULL;
    for (size_t i = 0; value_is(of, VALUE_CHOICE) && i < of->sequence->items.n; i++) {
        struct arguments one = {0};
        if (vec_push(in->arena, &one.list, of->sequence->items.at[i].value)) {
            joined = value_join(in, joined, convert(in, NULL, &one));
        }
    }
    return joined;
}

static const struct value *do_bool(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *value = arguments_first(arguments);
    const struct value *several = each_choice(in, do_bool, arguments);
    if (several) {
        return several;
    }
    return value ? value_truth(in, interp_truth(in, value), value_taint(value)) : &value_false;
}

static const struct value *do_text(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments);
    if (value_is(of, VALUE_TEXT)) {
        return of;
    }
    if (value_is(of, VALUE_INT)) {
        return value_str(in, arena_printf(in->arena, "%lld", (long long)of->number));
    }
    struct arguments none = {0};
    const struct value *method =
        value_is(of, VALUE_OBJECT) ? interp_get(in, of, SPAN("__str__")) : NULL;
    if (value_is(method, VALUE_METHOD)) {
        return interp_call(in, method, &none);
    }
    return of ? value_tainted(in, value_taint(of)) : value_str(in, SPAN(""));
}

static const struct value *do_int(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments);
    const struct value *several = each_choice(in, do_int, arguments);
    uint64_t number;
    if (several) {
        return several;
    }
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
    if (arguments_first(arguments) && made->kind == VALUE_SEQUENCE) {
        const struct sequence *items = items_of(in, arguments_first(arguments), &open);
        for (size_t i = 0; items && i < items->items.n; i++) {
            sequence_add_item(in, made, items->items.at[i]);
        }
        made->sequence->open = open;
        ((struct value *)made)->taint = value_taint(arguments_first(arguments));
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

/* A list of keys with values. */
static bool add_pairs(struct interp *in, const struct value *made, const struct value *from) {
    if (!value_is(from, VALUE_SEQUENCE)) {
        return false;
    }
    for (size_t i = 0; i < from->sequence->items.n; i++) {
        struct item item = from->sequence->items.at[i];
        bool pair = value_is(item.value, VALUE_SEQUENCE) && item.value->sequence->items.n == 2 &&
                    !item.value->sequence->open && !item.maybe;
        if (!pair) {
            return false;
        }
        dict_set(in, made, item.value->sequence->items.at[0].value,
                 item.value->sequence->items.at[1].value);
    }
    made->dict->open |= from->sequence->open;
    return true;
}

static const struct value *do_dict(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *made = value_dict(in), *from = arguments_first(arguments);
    if (made->kind != VALUE_DICT) {
        return made;
    }
    if (from && !add_pairs(in, made, from)) {
        dict_merge(in, made, from);
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
           : value->kind == VALUE_CLASS ? do_type
                                        : NULL;
}

/* A literal is of no class that the project defines. */
static bool is_plain(const struct value *value) {
    return value->kind == VALUE_TEXT || value->kind == VALUE_INT || value->kind == VALUE_BOOL ||
           value->kind == VALUE_SEQUENCE || value->kind == VALUE_DICT || value->kind == VALUE_NONE;
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
        return class_descends(in, value->object->class, type->class);
    }
    const struct value *stands = builtin_type_class(in, type);
    if (value_is(value, VALUE_OBJECT) && stands != type && value_is(stands, VALUE_CLASS)) {
        return class_is(in, value->object->class, stands->class->full);
    }
    if (value_is(type, VALUE_CLASS) && type->class->module->own && is_plain(value)) {
        return TRUTH_NO;
    }
    bool vague = value->kind == VALUE_UNKNOWN || value->kind == VALUE_CHOICE ||
                 value->kind == VALUE_FOREIGN ||
                 (value->kind == VALUE_OBJECT && value->object->class->open);
    if (!value_is(type, VALUE_NATIVE) || vague) {
        return value_is(value, VALUE_NONE) ? TRUTH_NO : TRUTH_UNKNOWN;
    }
    return type->native == type_of(value) ? TRUTH_YES : TRUTH_NO;
}

/* Of a choice what is so of each that it may be. */
static enum truth instance_of_each(struct interp *in, const struct value *of,
                                   const struct value *type) {
    if (of->kind != VALUE_CHOICE || MUTANT(choice_of_no_kind)) {
        return instance_of(in, of, type);
    }
    enum truth all = TRUTH_UNKNOWN;
    for (size_t i = 0; i < of->sequence->items.n; i++) {
        enum truth one = instance_of(in, of->sequence->items.at[i].value, type);
        if (one == TRUTH_UNKNOWN || (i && one != all)) {
            return TRUTH_UNKNOWN;
        }
        all = one;
    }
    return all;
}

static const struct value *do_isinstance(struct interp *in, const struct value *self,
                                         const struct arguments *arguments) {
    (void)self;
    const struct value *type = argument(arguments, 1, NULL);
    return arguments_first(arguments) && type
               ? value_truth(in, instance_of_each(in, arguments_first(arguments), type),
                             arguments_taint(arguments))
               : &value_unknown;
}

static enum truth subclass_of(struct interp *in, const struct value *of, const struct value *type) {
    if (value_is(type, VALUE_SEQUENCE)) {
        enum truth any = type->sequence->open ? TRUTH_UNKNOWN : TRUTH_NO;
        for (size_t i = 0; i < type->sequence->items.n && any != TRUTH_YES; i++) {
            enum truth one = subclass_of(in, of, type->sequence->items.at[i].value);
            any = one == TRUTH_NO ? any : one;
        }
        return any;
    }
    if (value_is(of, VALUE_FOREIGN) && value_is(type, VALUE_CLASS) && type->class->module->own) {
        return TRUTH_NO; /* what is not in the tree knows no class of the project */
    }
    return value_is(of, VALUE_CLASS) && value_is(type, VALUE_CLASS)
               ? class_descends(in, of->class, type->class)
               : TRUTH_UNKNOWN;
}

/* What is no class is refused. */
static const struct value *do_issubclass(struct interp *in, const struct value *self,
                                         const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *type = argument(arguments, 1, NULL);
    if (of && (is_plain(of) || of->kind == VALUE_FUNCTION || of->kind == VALUE_MODULE)) {
        return raise_named(in, "TypeError");
    }
    return of && type ? value_truth(in, subclass_of(in, of, type), 0) : &value_unknown;
}

/* The property, classmethod and staticmethod of Python, called instead of laid around. */
static const struct value *rebound(struct interp *in, const struct arguments *arguments,
                                   enum binding binding) {
    const struct value *of = arguments_first(arguments);
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

const struct value *builtin_type_class(struct interp *in, const struct value *type) {
    static const struct {
        native type;
        const char *class;
    } classes[] = {{do_dict, "postern.types.Dict"},
                   {do_list, "postern.types.List"},
                   {do_tuple, "postern.types.List"},
                   {do_set, "postern.types.List"},
                   {do_type, "postern.types.Type"}};
    for (size_t i = 0; value_is(type, VALUE_NATIVE) && i < sizeof(classes) / sizeof(*classes);
         i++) {
        if (type->native == classes[i].type) {
            return module_import(in, span_from(classes[i].class));
        }
    }
    return type;
}

static const struct native_name types[] = {
    {"bool", do_bool},
    {"str", do_text},
    {"int", do_int},
    {"list", do_list},
    {"tuple", do_tuple},
    {"set", do_set},
    {"frozenset", do_set},
    {"dict", do_dict},
    {"isinstance", do_isinstance},
    {"issubclass", do_issubclass},
    {"reversed", do_reversed},
    {"property", do_property},
    {"classmethod", do_classmethod},
    {"staticmethod", do_staticmethod},
    {"type", do_type},
};

const struct value *builtin_type_name(struct interp *in, struct span name) {
    return native_find(in, types, sizeof(types) / sizeof(*types), name, NULL);
}
