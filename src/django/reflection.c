/* SPDX-License-Identifier: Apache-2.0 */
/* Names and relatives of classes and modules, as lists and dictionaries. */
#include "django/reflection.h"

#include "django/arguments.h"
#include "django/blurred.h"
#include "django/class.h"
#include "django/dict.h"
#include "django/module.h"
#include "django/native.h"
#include "django/program.h"

#include <stdlib.h>

static const struct value *add_class(struct interp *in, const struct value *list,
                                     const struct class *class) {
    if (list->kind == VALUE_SEQUENCE && class->value) {
        sequence_add_item(in, list, (struct item){class->value, false});
    }
    return list;
}

static const struct value *mro_of(struct interp *in, struct class *class) {
    const struct value *made = value_sequence(in, SEQUENCE_TUPLE);
    class_order(in, class);
    for (size_t i = 0; i < class->mro.n; i++) {
        (void)add_class(in, made, class->mro.at[i]);
    }
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = class->open;
    }
    return made;
}

static const struct value *do_mro(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)arguments;
    return mro_of(in, self->class);
}

static const struct value *do_subclasses(struct interp *in, const struct value *self,
                                         const struct arguments *arguments) {
    (void)arguments;
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    VEC_EACH(struct class *, class, &self->class->subclasses) {
        (void)add_class(in, made, *class);
    }
    return made;
}

static const struct value *bases_of(struct interp *in, const struct class *class) {
    const struct value *made = value_sequence(in, SEQUENCE_TUPLE);
    for (size_t i = 0; made->kind == VALUE_SEQUENCE && i < class->bases.n; i++) {
        sequence_add_item(in, made, (struct item){class->bases.at[i], false});
    }
    return made;
}

static void add_names(struct interp *in, const struct value *made, struct table *names) {
    for (size_t i = 0; i < names->slots.n; i++) {
        struct slot *slot = names->slots.at[i];
        const struct value *value = slot->value ? module_slot(in, slot) : NULL;
        if (value && !span_equal(slot->name, blurred_name)) {
            dict_set(in, made, value_str(in, slot->name), value);
        }
    }
}

/* __dict__: the names of its own. What is written into that of an object or a function later is not
 * seen. */
static const struct value *names_of(struct interp *in, const struct value *of) {
    const struct value *made = value_dict(in);
    if (made->kind != VALUE_DICT) {
        return made;
    }
    if (of->kind == VALUE_MODULE) {
        struct module *module = (struct module *)of->of;
        program_run(in, module);
        add_names(in, made, &module->scope.names);
        made->dict->open = module->missing || module->stars.n;
    } else if (of->kind == VALUE_CLASS) {
        add_names(in, made, &of->class->names);
    } else if (of->kind == VALUE_OBJECT) {
        add_names(in, made, &of->object->names);
        made->dict->open = blurred_is(&of->object->names);
        blur(in, of);
    } else {
        blur(in, of);
        made->dict->open = true;
    }
    return made;
}

/* What every module has beside its names. */
static const struct value *module_attribute(struct interp *in, const struct module *module,
                                            struct span name) {
    if (span_equal(name, SPAN("__package__"))) {
        struct span package = module->name;
        while (!module->package && package.len && package.ptr[package.len - 1] != '.') {
            package.len--;
        }
        package.len -= !module->package && package.len;
        return value_str(in, package);
    }
    bool vague = span_equal(name, SPAN("__file__")) || span_equal(name, SPAN("__path__")) ||
                 span_equal(name, SPAN("__doc__")) || span_equal(name, SPAN("__spec__"));
    return vague ? &value_unknown : NULL;
}

const struct value *reflection_get(struct interp *in, const struct value *of, struct span name) {
    if (name.len < 3 || !(span_starts(name, SPAN("__")) || span_equal(name, SPAN("mro")))) {
        return NULL;
    }
    bool dictionary = span_equal(name, SPAN("__dict__"));
    if (dictionary && (of->kind == VALUE_MODULE || of->kind == VALUE_CLASS)) {
        return names_of(in, of);
    }
    bool function = value_is_function(of);
    if (dictionary && function) {
        return names_of(in, of);
    }
    if (value_is(of, VALUE_OBJECT) && (dictionary || span_equal(name, SPAN("__module__")))) {
        return dictionary ? names_of(in, of) : value_str(in, of->object->class->module->name);
    }
    if (span_equal(name, SPAN("__module__")) && function) {
        return value_str(in, of->function->module->name);
    }
    if (of->kind == VALUE_MODULE) {
        return module_attribute(in, of->of, name);
    }
    /* Wherever it is from, it is from no module of the tree. */
    if (of->kind == VALUE_FOREIGN && span_equal(name, SPAN("__module__"))) {
        return value_str(in, of->text);
    }
    if (of->kind != VALUE_CLASS) {
        return NULL;
    }
    if (span_equal(name, SPAN("__module__"))) {
        return value_str(in, of->class->module->name);
    }
    if (span_equal(name, SPAN("__mro__"))) {
        return mro_of(in, of->class);
    }
    if (span_equal(name, SPAN("__bases__"))) {
        return bases_of(in, of->class);
    }
    static const struct native_name methods[] = {{"mro", do_mro},
                                                 {"__subclasses__", do_subclasses}};
    return native_find(in, methods, sizeof(methods) / sizeof(*methods), name, of);
}

static int by_name(const void *left, const void *right) {
    const struct item *a = left, *b = right;
    return span_compare(a->value->text, b->value->text);
}

/* dir(): sorted, as Python does. The names of its own and, of a class or an object, of its
 * ancestors. */
static const struct value *do_dir(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments);
    const struct value *all = value_dict(in), *made = value_sequence(in, SEQUENCE_LIST);
    if (!of || all->kind != VALUE_DICT || made->kind != VALUE_SEQUENCE) {
        return &value_unknown;
    }
    dict_merge(in, all, names_of(in, of));
    struct class *class = of->kind == VALUE_CLASS    ? of->class
                          : of->kind == VALUE_OBJECT ? of->object->class
                                                     : NULL;
    for (size_t i = 0; class && i < (class_order(in, class), class->mro.n); i++) {
        add_names(in, all, &class->mro.at[i]->names);
        all->dict->open |= class->mro.at[i]->module->inner;
    }
    for (size_t i = 0; i < all->dict->entries.n; i++) {
        sequence_add_item(in, made, (struct item){all->dict->entries.at[i].key, false});
    }
    struct sequence *names = made->sequence;
    if (names->items.n > 1) {
        qsort(names->items.at, names->items.n, sizeof(*names->items.at), by_name);
    }
    names->open = all->dict->open;
    return made;
}

static const struct value *do_vars(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    return arguments_first(arguments) ? names_of(in, arguments_first(arguments)) : &value_unknown;
}

/* globals(): what is written into it becomes a name of the module. */
static const struct value *do_globals(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    struct arguments one = {0};
    const struct value *namespace = module_import(in, SPAN("postern.types.Namespace"));
    return arguments->module && vec_push(in->arena, &one.list, arguments->module->value)
               ? interp_call(in, namespace, &one)
               : &value_unknown;
}

/* The same at the top of a module; elsewhere nobody knows. */
static const struct value *do_locals(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    bool top = in->frame && in->frame->module &&
               in->frame->scope == &((struct module *)in->frame->module)->scope;
    return top ? do_globals(in, self, arguments) : &value_unknown;
}

const struct value *builtin_reflection(struct interp *in, struct span name) {
    static const struct native_name functions[] = {
        {"dir", do_dir}, {"vars", do_vars}, {"globals", do_globals}, {"locals", do_locals}};
    return native_find(in, functions, sizeof(functions) / sizeof(*functions), name, NULL);
}
