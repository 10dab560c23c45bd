/* SPDX-License-Identifier: Apache-2.0 */
/* Names and attributes: read, bound, assigned. */
#include "django/program.h"

/* A name bound by an import is looked up when it is first read, and kept. */
static const struct value *settle(struct interp *in, struct slot *slot) {
    const struct value *value = slot->value;
    if (value && value->kind == VALUE_IMPORT) {
        struct span name = value->text, module = span_cut(&name, ':');
        struct arena *arena = in->arena;
        in->arena = in->lasting;                 /* the slot may outlive the run that reads it */
        slot->value = value_foreign(in, module); /* ends a circle of imports */
        struct module *from = program_find(in->program, module);
        const struct value *found = NULL;
        if (name.ptr) {
            found = from ? program_get(in, from, name) : NULL;
            if (!found) {
                struct span whole =
                    arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(module), SPAN_ARG(name));
                struct module *sub = program_find(in->program, whole);
                found = sub ? sub->value : value_foreign(in, whole);
            }
        } else {
            found = from ? from->value : value_foreign(in, module);
        }
        slot->value = found;
        in->arena = arena;
    }
    return slot->value;
}

static const struct value *from_stars(struct interp *in, const struct module *module,
                                      struct span name) {
    if (!module->stars.n) {
        return NULL;
    }
    struct span whole =
        arena_printf(in->arena, "%.*s.%.*s", SPAN_ARG(module->stars.at[0]), SPAN_ARG(name));
    return value_foreign(in, whole);
}

const struct value *interp_name(struct interp *in, struct frame *frame, struct span name) {
    for (struct scope *scope = frame->scope; scope; scope = scope->parent) {
        struct slot *slot = table_find(&scope->names, name);
        if (slot && slot->value) {
            return settle(in, slot);
        }
    }
    struct module *module = (struct module *)frame->module;
    struct slot *slot = table_find(&module->scope.names, name);
    if (slot && slot->value) {
        return settle(in, slot);
    }
    const struct value *value = builtin_name(in, name, module->inner);
    return value ? value : from_stars(in, module, name);
}

const struct value *program_get(struct interp *in, struct module *module, struct span name) {
    program_run(in, module);
    struct slot *slot = table_find(&module->scope.names, name);
    if (slot && slot->value) {
        return settle(in, slot);
    }
    struct span whole =
        arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(module->name), SPAN_ARG(name));
    struct module *sub = program_find(in->program, whole);
    if (sub) {
        return sub->value;
    }
    const struct value *star = from_stars(in, module, name);
    return star || module->own ? star : value_foreign(in, whole);
}

/* What a class's attribute is when asked through an object of it. */
static const struct value *bound(struct interp *in, const struct value *self,
                                 const struct value *found) {
    if (found->kind == VALUE_FUNCTION) {
        switch (found->function->binding) {
        case BIND_PROPERTY: {
            struct arguments one = {0};
            return vec_push(in->arena, &one.list, self) ? interp_call(in, found, &one)
                                                        : &value_unknown;
        }
        case BIND_NOTHING:
            return found;
        case BIND_CLASS:
            return value_method(in, found, self->object->class->value);
        case BIND_SELF:
            return value_method(in, found, self);
        }
    }
    if (found->kind == VALUE_CHOICE) {
        const struct value *joined = NULL;
        for (size_t i = 0; i < found->sequence->items.n; i++) {
            joined = value_join(in, joined, bound(in, self, found->sequence->items.at[i].value));
        }
        return joined;
    }
    return found;
}

static const struct value *get_special(struct interp *in, const struct value *of,
                                       struct span name) {
    bool object = of->kind == VALUE_OBJECT;
    if (span_equal(name, SPAN("__class__")) && object) {
        return of->object->class->value;
    }
    if (span_equal(name, SPAN("__name__")) || span_equal(name, SPAN("__qualname__"))) {
        if (of->kind == VALUE_CLASS) {
            return value_str(in, of->class->name);
        }
        if (of->kind == VALUE_FUNCTION || of->kind == VALUE_METHOD) {
            return value_str(in, of->function->name);
        }
    }
    return NULL;
}

static const struct value *get_of_object(struct interp *in, const struct value *of,
                                         struct span name) {
    struct class *class = of->object->class;
    struct slot *own = table_find(&of->object->names, name);
    if (own && own->value) {
        return own->value;
    }
    bool doubt = false;
    const struct value *found = class_get(in, class, name, NULL, &doubt);
    if (found) {
        found = bound(in, of, found);
        return doubt ? value_join(in, found, value_why(in, 0, "%.*s", SPAN_ARG(class->open_why)))
                     : found;
    }
    if (doubt) {
        return value_why(in, of->taint, "%.*s", SPAN_ARG(class->open_why));
    }
    const struct value *other = class_get(in, class, SPAN("__getattr__"), NULL, NULL);
    struct arguments one = {0};
    if (other && vec_push(in->arena, &one.list, value_str(in, name))) {
        return interp_call(in, bound(in, of, other), &one);
    }
    /* Frameworks' classes have more than the prelude says, unless it says that it is all. */
    for (size_t i = 0; i < class->mro.n; i++) {
        if (class->mro.at[i]->module->inner &&
            !class_get(in, class, SPAN("__whole__"), NULL, NULL)) {
            return value_tainted(in, of->taint);
        }
    }
    return of->taint ? value_tainted(in, of->taint) : NULL;
}

static const struct value *get_of_class(struct interp *in, const struct value *of,
                                        struct span name) {
    bool doubt = false;
    const struct value *found = class_get(in, of->class, name, NULL, &doubt);
    if (value_is(found, VALUE_FUNCTION) && found->function->binding == BIND_CLASS) {
        found = value_method(in, found, of);
    }
    if (doubt) {
        const struct value *other = value_why(in, 0, "%.*s", SPAN_ARG(of->class->open_why));
        return found ? value_join(in, found, other) : other;
    }
    if (found) {
        return found;
    }
    for (size_t i = 0; i < of->class->mro.n; i++) {
        if (of->class->mro.at[i]->module->inner) {
            return &value_unknown;
        }
    }
    return NULL;
}

static const struct value *get_of_super(struct interp *in, const struct value *of,
                                        struct span name) {
    bool doubt = false;
    const struct value *found =
        class_get_from(in, of->class, (size_t)of->number, name, NULL, &doubt);
    if (!found || doubt) {
        struct span why = doubt ? of->class->open_why : (struct span){0};
        return value_why(in, 0, "%.*s", SPAN_ARG(why));
    }
    if (of->inner->kind == VALUE_OBJECT) {
        return bound(in, of->inner, found);
    }
    bool bind = found->kind == VALUE_FUNCTION && found->function->binding != BIND_NOTHING;
    return bind ? value_method(in, found, of->inner) : found;
}

static const struct value *get_of_choice(struct interp *in, const struct value *of,
                                         struct span name) {
    const struct value *joined = NULL;
    for (size_t i = 0; i < of->sequence->items.n; i++) {
        const struct value *one = interp_get(in, of->sequence->items.at[i].value, name);
        joined = value_join(in, joined, one);
    }
    return joined;
}

static const struct value *get_of_foreign(struct interp *in, const struct value *of,
                                          struct span name) {
    return value_foreign(
        in, arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(of->text), SPAN_ARG(name)));
}

/* user.is_active, backend.user_can_authenticate(user), simplejwt's rule. */
static bool says_active(struct span name) {
    return span_equal(name, SPAN("is_active")) || span_equal(name, SPAN("user_can_authenticate")) ||
           span_equal(name, SPAN("USER_AUTHENTICATION_RULE"));
}

const struct value *interp_get(struct interp *in, const struct value *of, struct span name) {
    const struct value *special = get_special(in, of, name);
    in->asked_active += says_active(name);
    if (special) {
        return special;
    }
    switch (of->kind) {
    case VALUE_OBJECT:
        return get_of_object(in, of, name);
    case VALUE_CLASS:
        return get_of_class(in, of, name);
    case VALUE_SUPER:
        return get_of_super(in, of, name);
    case VALUE_MODULE:
        return program_get(in, (struct module *)of->of, name);
    case VALUE_FOREIGN:
        return get_of_foreign(in, of, name);
    case VALUE_CHOICE:
        return get_of_choice(in, of, name);
    case VALUE_FUNCTION:
    case VALUE_METHOD: {
        struct slot *slot = table_find(&of->function->names, name);
        return slot && slot->value ? slot->value : builtin_method(in, of, name);
    }
    case VALUE_UNKNOWN:
        if (of->inner) {
            const struct value *inner = interp_get(in, of->inner, name);
            return inner ? inner : value_tainted(in, of->taint);
        }
        return of->text.len ? of : value_tainted(in, of->taint);
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_TEXT:
    case VALUE_SEQUENCE:
    case VALUE_DICT:
    case VALUE_NATIVE:
    case VALUE_IMPORT:
        break;
    }
    return builtin_method(in, of, name);
}

void interp_set(struct interp *in, const struct value *of, struct span name,
                const struct value *value) {
    switch (of->kind) {
    case VALUE_OBJECT:
        interp_bind(in, &of->object->names, name, value);
        break;
    case VALUE_CLASS:
        interp_bind(in, &of->class->names, name, value);
        break;
    case VALUE_FUNCTION:
    case VALUE_METHOD:
        interp_bind(in, &of->function->names, name, value);
        break;
    case VALUE_CHOICE:
    case VALUE_UNKNOWN:
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_TEXT:
    case VALUE_SEQUENCE:
    case VALUE_DICT:
    case VALUE_MODULE:
    case VALUE_NATIVE:
    case VALUE_SUPER:
    case VALUE_FOREIGN:
    case VALUE_IMPORT:
        break; /* nobody will ask */
    }
}

static void assign_several(struct interp *in, struct frame *frame, const struct py *targets,
                           const struct value *value) {
    bool open;
    const struct sequence *items = interp_items(in, value, &open);
    bool known = items && !open && items->items.n == py_count(targets);
    for (size_t i = 0; known && i < items->items.n; i++) {
        known = !items->items.at[i].maybe;
    }
    size_t n = 0;
    in->failures += !known;
    PY_EACH(target, targets) {
        interp_assign(in, frame, target,
                      known ? items->items.at[n].value : value_tainted(in, value_taint(value)));
        n++;
    }
}

void interp_assign(struct interp *in, struct frame *frame, const struct py *target,
                   const struct value *value) {
    if (!target) {
        return;
    }
    if (target->kind == PY_NAME) {
        interp_bind(in, &frame->scope->names, py_text(target), value);
    } else if (target->kind == PY_ATTRIBUTE) {
        const struct value *of = interp_eval(in, frame, py_get(target, PY_ROLE_OBJECT));
        interp_set(in, of, py_text(py_get(target, PY_ROLE_ATTRIBUTE)), value);
    } else if (target->kind == PY_SUBSCRIPT && value) {
        const struct value *of = interp_eval(in, frame, py_get(target, PY_ROLE_VALUE));
        const struct value *key = interp_eval(in, frame, py_get(target, PY_ROLE_SUBSCRIPT));
        if (of->kind == VALUE_DICT) {
            dict_set(in, of, key, value);
        }
    } else if ((target->kind == PY_TUPLE || target->kind == PY_LIST) && value) {
        assign_several(in, frame, target, value);
    } else if (target->kind == PY_SPLAT) {
        interp_assign(in, frame, target->first, value_tainted(in, value ? value_taint(value) : 0));
    }
}

const struct sequence *interp_items(struct interp *in, const struct value *value, bool *open) {
    *open = true;
    if (value->kind == VALUE_SEQUENCE) {
        *open = value->sequence->open;
        return value->sequence;
    }
    if (value->kind == VALUE_DICT) {
        const struct value *keys = value_sequence(in, SEQUENCE_LIST);
        for (size_t i = 0; keys->kind == VALUE_SEQUENCE && i < value->dict->entries.n; i++) {
            struct entry *entry = &value->dict->entries.at[i];
            sequence_add_item(in, keys, (struct item){entry->key, entry->maybe});
        }
        *open = value->dict->open;
        return keys->kind == VALUE_SEQUENCE ? keys->sequence : NULL;
    }
    if (value->kind == VALUE_OBJECT) {
        const struct value *method = interp_get(in, value, SPAN("__iter__"));
        if (value_is(method, VALUE_METHOD)) {
            const struct value *made = interp_call(in, method, &(struct arguments){0});
            return value_is(made, VALUE_SEQUENCE) ? interp_items(in, made, open) : NULL;
        }
    }
    if (value->kind == VALUE_CHOICE) {
        const struct value *all = value_sequence(in, SEQUENCE_LIST);
        bool any_open = false;
        for (size_t i = 0; all->kind == VALUE_SEQUENCE && i < value->sequence->items.n; i++) {
            bool one_open;
            const struct sequence *one =
                interp_items(in, value->sequence->items.at[i].value, &one_open);
            any_open |= one_open;
            for (size_t k = 0; one && k < one->items.n; k++) {
                sequence_add_item(in, all, (struct item){one->items.at[k].value, true});
            }
        }
        *open = any_open;
        return all->kind == VALUE_SEQUENCE ? all->sequence : NULL;
    }
    return NULL;
}
