/* SPDX-License-Identifier: Apache-2.0 */
/* Attributes: where they are found, and bound to whom they are asked of. */
#include "django/attribute.h"

#include "django/blurred.h"
#include "django/builtin_methods.h"
#include "django/class.h"
#include "django/module.h"
#include "django/reflection.h"
#include "django/rows.h"
#include "django/value_join.h"

/* What a class's attribute is when asked through an object of it. */
static const struct value *bound(struct interp *in, const struct value *self,
                                 const struct value *found) {
    if (found->kind == VALUE_FUNCTION) {
        switch (found->function->binding) {
        case BIND_PROPERTY: {
            struct arguments one = {.list = {&self, 1, 1}};
            return interp_call(in, found, &one);
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

/* _meta of a model. */
static const struct value *options_of(struct interp *in, const struct value *of) {
    const struct value *class = of->kind == VALUE_OBJECT ? of->object->class->value : of;
    struct arguments one = {0};
    bool model = value_is(class, VALUE_CLASS) &&
                 class_is(in, class->class, SPAN("django.db.models.Model")) != TRUTH_NO;
    return model && vec_push(in->arena, &one.list, class)
               ? interp_call(in, module_import(in, SPAN("django.db.models.Options")), &one)
               : NULL;
}

/* What was said, that of the function under functools.wraps, or its own. */
static const struct value *name_of_function(struct interp *in, const struct value *function) {
    static const struct span said = SPAN_INIT("__name__"), wrapped = SPAN_INIT("__wrapped__");
    for (unsigned i = 0; i < 64; i++) {
        const struct slot *name = table_find(&function->function->names, said);
        const struct slot *inner = table_find(&function->function->names, wrapped);
        if (name && name->value) {
            return name->value;
        }
        if (!inner || !value_is(inner->value, VALUE_FUNCTION)) {
            break;
        }
        function = inner->value;
    }
    return value_str(in, function->function->name);
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
        if (value_is_function(of)) {
            return name_of_function(in, of);
        }
    }
    return span_equal(name, SPAN("_meta")) ? options_of(in, of) : reflection_get(in, of, name);
}

/* One of the words of a text in the prelude. */
static bool listed(struct interp *in, struct span list, struct span name) {
    const struct value *words = module_import(in, list);
    struct span rest = value_is(words, VALUE_TEXT) ? words->text : (struct span){0};
    while (rest.ptr && rest.len) {
        if (span_equal(span_cut(&rest, ' '), name)) {
            return true;
        }
    }
    return !value_is(words, VALUE_TEXT);
}

/* A view of Django's or DRF's, or what they mix in, has what their classes have, and nothing else
 * that the project does not say. */
static bool view_lacks(struct interp *in, const struct class *class, struct span name) {
    bool view = false, set = false;
    for (size_t i = 0; i < class->mro.n; i++) {
        const struct class *each = class->mro.at[i];
        if (each->module->inner && !span_starts(each->full, SPAN("django.")) &&
            !span_starts(each->full, SPAN("rest_framework."))) {
            return false;
        }
        view |= span_equal(each->full, SPAN("django.views.generic.base.View")) ||
                span_starts(each->full, SPAN("rest_framework.mixins.")) ||
                span_equal(each->full, SPAN("rest_framework.viewsets.ViewSetMixin"));
        set |= span_equal(each->full, SPAN("rest_framework.viewsets.ViewSetMixin"));
    }
    return view && !class->open && !span_starts(name, SPAN("__")) &&
           !listed(in, SPAN("postern.names.VIEW"), name) &&
           !(set && listed(in, SPAN("postern.names.VIEWSET"), name));
}

static const struct value *get_of_object(struct interp *in, const struct value *of,
                                         struct span name) {
    struct class *class = of->object->class;
    struct slot *own = table_find(&of->object->names, name);
    if (own && own->value) {
        return own->value;
    }
    if (rows_model(of) && span_equal(name, SPAN("model"))) {
        return rows_model(of);
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
        const struct value *got = interp_call(in, bound(in, of, other), &one);
        return rows_stay(name) ? rows_of(in, got, rows_model(of)) : got;
    }
    /* Frameworks' classes have more than the prelude says, unless it says that it is all. */
    bool lacks = view_lacks(in, class, name);
    if (blurred_is(&of->object->names)) {
        return value_tainted(in, of->taint);
    }
    for (size_t i = 0; i < class->mro.n && !lacks; i++) {
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
    /* What is routed is a view all the same, and its methods say what is not known of it. */
    bool view =
        found && (span_equal(name, SPAN("as_view")) || span_equal(name, SPAN("get_extra_actions")));
    bool manager = rows_is_manager(in, found, name);
    if (doubt && !view) {
        const struct value *other = value_why(in, 0, "%.*s", SPAN_ARG(of->class->open_why));
        other = manager ? rows_of(in, other, of) : other;
        return found ? value_join(in, found, other) : other;
    }
    if (found) {
        return manager ? rows_of(in, found, of) : found;
    }
    bool lacks = view_lacks(in, of->class, name);
    for (size_t i = 0; i < of->class->mro.n && !lacks; i++) {
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

static const struct value *get_of_unknown(struct interp *in, const struct value *of,
                                          struct span name) {
    const struct value *model = rows_model(of);
    if (of->inner) {
        const struct value *inner = interp_get(in, of->inner, name);
        return inner ? inner : value_tainted(in, of->taint);
    }
    if (model && span_equal(name, SPAN("model"))) {
        return model;
    }
    if (model && rows_stay(name)) {
        return of;
    }
    if (!model && of->text.len) {
        return of;
    }
    return of->text.len ? value_why(in, of->taint, "%.*s", SPAN_ARG(of->text))
                        : value_tainted(in, of->taint);
}

/* user.is_active, backend.user_can_authenticate(user), simplejwt's rule. */
static bool says_active(struct span name) {
    return span_equal(name, SPAN("is_active")) || span_equal(name, SPAN("user_can_authenticate")) ||
           span_equal(name, SPAN("USER_AUTHENTICATION_RULE"));
}

const struct value *attribute_get(struct interp *in, const struct value *of, struct span name) {
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
        return module_get(in, (struct module *)of->of, name);
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
        return get_of_unknown(in, of, name);
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

void attribute_set(struct interp *in, const struct value *of, struct span name,
                   const struct value *value) {
    if (span_equal(name, SPAN("__dict__"))) {
        blur(in, of);
    }
    switch (of->kind) {
    case VALUE_OBJECT:
        interp_bind(in, &of->object->names, name, value);
        break;
    case VALUE_CLASS:
        if (span_equal(name, SPAN("__name__")) && value_is(value, VALUE_TEXT) &&
            of->class->epoch == in->epoch) {
            of->class->name = value->text;
        }
        interp_bind(in, &of->class->names, name, value);
        break;
    case VALUE_MODULE:
        interp_bind(in, &((struct module *)of->of)->scope.names, name, value);
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
    case VALUE_NATIVE:
    case VALUE_SUPER:
    case VALUE_FOREIGN:
    case VALUE_IMPORT:
        break; /* nobody will ask */
    }
}
