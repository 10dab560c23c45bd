/* SPDX-License-Identifier: Apache-2.0 */
/* What the prelude's Python may ask of values, and make of them. */
#include "django/builtin_inner.h"

#include "django/arguments.h"
#include "django/blurred.h"
#include "django/class.h"
#include "django/copy.h"
#include "django/native.h"

/* __make__(class, names): an object with these attributes; nothing of its own runs. */
static const struct value *do_make(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *class = arguments_first(arguments), *names = argument(arguments, 1, NULL);
    if (class->kind != VALUE_CLASS) {
        return value_why(in, class->taint, "%.*s", SPAN_ARG(class->text));
    }
    const struct value *object = value_object(in, class->class);
    for (size_t i = 0; value_is(names, VALUE_DICT) && i < names->dict->entries.n; i++) {
        struct entry *entry = &names->dict->entries.at[i];
        if (entry->key->kind == VALUE_TEXT && object->kind == VALUE_OBJECT) {
            interp_bind(in, &object->object->names, entry->key->text, entry->value);
        }
    }
    return object;
}

/* __copy__(from, to): attributes of one function for another, as functools.wraps does; with False
 * as well, what lies on it alone. What lies on one that is not known is not known of the other. */
static const struct value *do_copy(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    const struct value *from = arguments_first(arguments), *to = argument(arguments, 1, NULL);
    const struct value *wraps = argument(arguments, 2, NULL);
    if (value_is(from, VALUE_UNKNOWN) || value_is(from, VALUE_CHOICE) ||
        value_is(from, VALUE_FOREIGN)) {
        blur(in, to);
        from = from->inner ? from->inner : from;
    }
    const struct table *names = value_is(to, VALUE_FUNCTION) ? value_names(from) : NULL;
    for (size_t i = 0; names && i < names->slots.n; i++) {
        struct slot *slot = names->slots.at[i];
        if (!wraps || !span_equal(slot->name, SPAN("__wrapped__"))) {
            interp_bind(in, &to->function->names, slot->name, slot->value);
        }
    }
    if (names && !wraps) {
        interp_bind(in, &to->function->names, SPAN("__wrapped__"), from);
    }
    return to ? to : &value_unknown;
}

static unsigned taint_of(const struct value *name) {
    static const struct {
        const char *name;
        unsigned taint;
    } taints[] = {{"input", TAINT_INPUT},       {"unverified", TAINT_UNVERIFIED},
                  {"verified", TAINT_VERIFIED}, {"stored", TAINT_STORED},
                  {"view", TAINT_VIEW},         {"password", TAINT_PASSWORD},
                  {"active", TAINT_ACTIVE},     {"named", TAINT_NAMED},
                  {"some", TAINT_SOME}};
    for (size_t i = 0; i < sizeof(taints) / sizeof(*taints); i++) {
        if (value_is_text(name, span_from(taints[i].name))) {
            return taints[i].taint;
        }
    }
    return 0;
}

/* __taint__(name, values…): unknown, but of that descent and of theirs. */
static const struct value *do_taint(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self;
    unsigned taint = taint_of(arguments_first(arguments));
    for (size_t i = 1; i < arguments->list.n; i++) {
        taint |= value_taint(arguments->list.at[i]);
    }
    return value_at(in, value_tainted(in, taint), in->site_module, in->site_node);
}

/* __tainted__(name, value): whether it has that descent. */
static const struct value *do_tainted(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self, (void)in;
    return value_bool(
        (value_taint(argument(arguments, 1, NULL)) & taint_of(arguments_first(arguments))) != 0);
}

/* __members__(class): names and values of all that its MRO has, the nearest first. */
static const struct value *do_members(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *made = value_sequence(in, SEQUENCE_LIST);
    if (of->kind != VALUE_CLASS || made->kind != VALUE_SEQUENCE) {
        return &value_unknown;
    }
    class_order(in, of->class);
    for (size_t i = 0; i < of->class->mro.n; i++) {
        struct class *class = of->class->mro.at[i];
        for (size_t k = 0; k < class->names.slots.n; k++) {
            struct slot *slot = class->names.slots.at[k];
            struct class *holder = NULL;
            (void)class_get(in, of->class, slot->name, &holder, NULL);
            if (slot->value && holder == class) {
                const struct value *pair = value_sequence(in, SEQUENCE_TUPLE);
                sequence_add_item(in, pair, (struct item){value_str(in, slot->name), false});
                sequence_add_item(in, pair, (struct item){slot->value, false});
                sequence_add_item(in, made, (struct item){pair, false});
            }
        }
    }
    return made;
}

/* __open__(): an open list, of which nothing is known. */
static const struct value *do_open(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self, (void)arguments;
    const struct value *made = value_sequence(in, SEQUENCE_LIST);
    if (made->kind == VALUE_SEQUENCE) {
        made->sequence->open = true;
    }
    return made;
}

/* __has__(object, name): False only when it is surely not there. */
static const struct value *do_has(struct interp *in, const struct value *self,
                                  const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *name = argument(arguments, 1, NULL);
    if (!value_is(name, VALUE_TEXT)) {
        return &value_unknown;
    }
    if (value_is(of, VALUE_OBJECT)) {
        const struct slot *own = table_find(&of->object->names, name->text);
        bool doubt = false;
        bool has = (own && own->value) ||
                   class_get(in, of->object->class, name->text, NULL, &doubt) != NULL;
        return has ? &value_true : doubt ? &value_unknown : &value_false;
    }
    if (value_is(of, VALUE_CLASS)) {
        bool doubt = false;
        bool has = class_get(in, of->class, name->text, NULL, &doubt) != NULL;
        return has ? &value_true : doubt ? &value_unknown : &value_false;
    }
    if (value_is_function(of)) {
        const struct slot *slot = table_find(&of->function->names, name->text);
        return value_bool(slot && slot->value);
    }
    if (value_is(of, VALUE_UNKNOWN) && of->inner) {
        struct arguments inner = *arguments;
        const struct value *list[] = {of->inner, name};
        inner.list.at = list;
        return do_has(in, NULL, &inner);
    }
    return of->kind == VALUE_UNKNOWN ? &value_unknown : &value_false;
}

/* __site__(object): the object as written where the project's own code calls. */
static const struct value *do_site(struct interp *in, const struct value *self,
                                   const struct arguments *arguments) {
    (void)self;
    return value_at(in, arguments_first(arguments), in->site_module, in->site_node);
}

/* __place__(object, other): the object as written where the other is. */
static const struct value *do_place(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self;
    const struct value *other = argument(arguments, 1, NULL);
    return other ? value_at(in, arguments_first(arguments), other->module, other->node)
                 : arguments_first(arguments);
}

/* __known__(value): False for what is wholly unknown. */
static const struct value *do_known(struct interp *in, const struct value *self,
                                    const struct arguments *arguments) {
    (void)self, (void)in;
    enum value_kind kind = arguments_first(arguments)->kind;
    if (kind == VALUE_UNKNOWN && arguments_first(arguments)->inner) {
        return &value_true;
    }
    return value_bool(kind != VALUE_UNKNOWN && kind != VALUE_FOREIGN && kind != VALUE_CHOICE);
}

/* __secret__(value): nothing is known of it, not even some of what it may be. */
static const struct value *do_secret(struct interp *in, const struct value *self,
                                     const struct arguments *arguments) {
    (void)self, (void)in;
    const struct value *of = arguments_first(arguments);
    return value_bool(of->kind == VALUE_UNKNOWN && !of->inner);
}

/* __routine__(value): whether it is a function, whatever may have been laid around it. */
static const struct value *do_routine(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self, (void)in;
    const struct value *of = arguments_first(arguments);
    return value_bool(value_is_function(of) || (of->kind == VALUE_UNKNOWN && of->inner));
}

/* __foreign__(value): whether it belongs to a package whose source is not here. */
static const struct value *do_foreign(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self, (void)in;
    return value_bool(value_is(arguments_first(arguments), VALUE_FOREIGN));
}

/* __unbound__(method): the function itself. */
static const struct value *do_unbound(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments);
    if (of->kind != VALUE_METHOD) {
        return of;
    }
    struct value *copy = (struct value *)value_at(in, of, of->module, of->node);
    if (copy != of) {
        copy->kind = VALUE_FUNCTION;
        copy->inner = NULL;
    }
    return copy;
}

/* __entries__(object, empty): the list or dictionary that an object of a class of ours keeps. */
static const struct value *do_entries(struct interp *in, const struct value *self,
                                      const struct arguments *arguments) {
    (void)self;
    const struct value *of = arguments_first(arguments), *empty = argument(arguments, 1, NULL);
    if (of->kind != VALUE_OBJECT || !empty) {
        return &value_unknown;
    }
    const struct slot *slot = table_find(&of->object->names, SPAN("entries"));
    if (!slot || !slot->value) {
        interp_bind(in, &of->object->names, SPAN("entries"), empty);
        return empty;
    }
    return slot->value;
}

static const struct native_name inner_names[] = {
    {"__make__", do_make},       {"__copy__", do_copy},       {"__taint__", do_taint},
    {"__members__", do_members}, {"__open__", do_open},       {"__has__", do_has},
    {"__site__", do_site},       {"__secret__", do_secret},   {"__known__", do_known},
    {"__place__", do_place},     {"__routine__", do_routine}, {"__unbound__", do_unbound},
    {"__tainted__", do_tainted}, {"__clone__", copy_value},   {"__foreign__", do_foreign},
    {"__entries__", do_entries},
};

const struct value *builtin_inner(struct interp *in, struct span name) {
    return native_find(in, inner_names, sizeof(inner_names) / sizeof(*inner_names), name, NULL);
}
