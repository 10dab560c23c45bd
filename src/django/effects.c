/* SPDX-License-Identifier: Apache-2.0 */
/* The lists, by asking the view's own methods. */
#include "django/effects.h"

#include "base/mutant.h"
#include "django/call.h"
#include "django/class.h"
#include "django/dict.h"
#include "django/module.h"

const struct effect_list effect_authenticators = {"authentication_classes", "get_authenticators",
                                                  "DEFAULT_AUTHENTICATION_CLASSES"};
const struct effect_list effect_permissions = {"permission_classes", "get_permissions",
                                               "DEFAULT_PERMISSION_CLASSES"};
const struct effect_list effect_throttles = {"throttle_classes", "get_throttles",
                                             "DEFAULT_THROTTLE_CLASSES"};

/* Where the list as a whole comes from; each of its items may know better where it is written. */
struct origin {
    struct span from;
    const struct module *module;
    const struct py *node;
};

static void set_place(struct origin *origin, const struct value *value) {
    if (value && module_is_own(value->module)) {
        origin->module = value->module;
        origin->node = value->node;
    }
}

static struct span base_words(struct interp *in, const struct class *holder) {
    return arena_printf(in->lasting, "base %.*s", SPAN_ARG(holder->name));
}

static bool is_api_view(const struct class *class) {
    return span_equal(class->full, SPAN("rest_framework.decorators.WrappedAPIView"));
}

/* Attributes that stand on the object itself came by as_view, or by the @action's keywords. */
static struct origin of_object(struct interp *in, const struct value *self, struct span attribute,
                               const struct value *value) {
    struct origin origin = {.from = SPAN("as_view")};
    struct slot *action = table_find(&self->object->names, SPAN("action"));
    if (action && value_is(action->value, VALUE_TEXT)) {
        const struct value *method =
            class_get(in, self->object->class, action->value->text, NULL, NULL);
        const struct value *inner = method && method->inner ? method->inner : method;
        struct slot *kwargs = value_is(inner, VALUE_FUNCTION)
                                  ? table_find(&inner->function->names, SPAN("kwargs"))
                                  : NULL;
        if (kwargs && kwargs->value && dict_text(in, kwargs->value, attribute)) {
            origin.from = SPAN("@action");
        }
    }
    set_place(&origin, value);
    return origin;
}

static struct origin of_settings(struct interp *in, const struct effect_list *list,
                                 const struct value *value) {
    const struct value *user = module_setting(in, SPAN("REST_FRAMEWORK"));
    const struct value *said = user ? dict_text(in, user, span_from(list->setting)) : NULL;
    struct origin origin = {.from = said ? SPAN("settings") : SPAN("DRF default")};
    set_place(&origin, said ? said : NULL);
    if (said && !origin.module) {
        set_place(&origin, value);
    }
    return origin;
}

static struct origin find_origin(struct interp *in, const struct value *self,
                                 const struct effect_list *list, const struct value *value) {
    struct class *class = self->object->class, *holder = NULL;
    struct span attribute = span_from(list->attribute);
    const struct value *getter = class_get(in, class, span_from(list->getter), &holder, NULL);
    if (getter && holder && !holder->module->inner) {
        struct origin origin = {holder == class ? SPAN("class") : base_words(in, holder),
                                holder->module, getter->node};
        return origin;
    }
    struct slot *own = table_find(&self->object->names, attribute);
    if (own && own->value) {
        return of_object(in, self, attribute, own->value);
    }
    const struct value *found = class_get(in, class, attribute, &holder, NULL);
    if (!found || span_equal(holder->full, SPAN("rest_framework.views.APIView"))) {
        return of_settings(in, list, value);
    }
    struct origin origin = {.from = is_api_view(holder) ? SPAN("decorator")
                                    : holder == class   ? SPAN("class")
                                                        : base_words(in, holder)};
    set_place(&origin, found);
    return origin;
}

static struct class *class_of(const struct value *item) {
    if (value_is(item, VALUE_OBJECT)) {
        bool composed = table_find(&item->object->names, SPAN("sign")) != NULL;
        bool lasts = !item->object->class->epoch;
        return composed || !lasts ? NULL : item->object->class;
    }
    return NULL;
}

/* "A | B" of an older DRF: of an object, either is asked alone, whatever it says of the request. */
static bool is_loose_or(const struct interp *in, const struct value *item) {
    static const struct version mended = {{3, 14}};
    const struct slot *sign = table_find(&item->object->names, SPAN("sign"));
    return sign && value_is(sign->value, VALUE_TEXT) && span_equal(sign->value->text, SPAN("|")) &&
           requirements_before(&in->program->requirements, PACKAGE_REST_FRAMEWORK, mended) > 0 &&
           !MUTANT(or_is_strict);
}

/* Whether it, or a part of it, has a has_object_permission of the project's own. */
static bool asks_objects(struct interp *in, const struct value *item, unsigned depth) {
    if (!value_is(item, VALUE_OBJECT) || !depth) {
        return false;
    }
    const struct slot *left = table_find(&item->object->names, SPAN("left"));
    const struct slot *right = table_find(&item->object->names, SPAN("right"));
    struct class *holder = NULL;
    if (left && right && is_loose_or(in, item)) {
        return asks_objects(in, left->value, depth - 1) &&
               asks_objects(in, right->value, depth - 1);
    }
    (void)class_get(in, item->object->class, SPAN("has_object_permission"), &holder, NULL);
    return (holder && module_is_own(holder->module)) ||
           (left && asks_objects(in, left->value, depth - 1)) ||
           (right && asks_objects(in, right->value, depth - 1));
}

static void add(struct interp *in, struct effects *out, const struct value *item,
                const struct origin *origin) {
    struct in_effect effect = {.name = arena_dup(in->lasting, value_show(in, item)),
                               .from = origin->from,
                               .class = class_of(item),
                               .objects = asks_objects(in, item, 8),
                               .module = origin->module,
                               .node = origin->node};
    if (!vec_push(in->lasting, &out->all, effect)) {
        in->err = ERR_MEMORY;
    }
}

static struct span why(struct interp *in, const struct effect_list *list,
                       const struct value *value) {
    if (value->kind == VALUE_UNKNOWN && value->text.len) {
        return arena_printf(in->lasting, "%s is not known: %.*s", list->attribute,
                            SPAN_ARG(value->text));
    }
    if (value->kind == VALUE_FOREIGN) {
        return arena_printf(in->lasting, "%s is not known: %.*s is not in the tree",
                            list->attribute, SPAN_ARG(value->text));
    }
    if (value->kind == VALUE_CHOICE) {
        return arena_printf(in->lasting, "%s is one of several: %.*s", list->attribute,
                            SPAN_ARG(value_show(in, value)));
    }
    return arena_printf(in->lasting, "%s is not known", list->attribute);
}

void effects_of(struct interp *in, const struct value *self, const struct effect_list *list,
                struct effects *out) {
    struct arguments none = {0};
    const struct value *value = call_method(in, self, span_from(list->getter), &none);
    if (in->raised) {
        in->raised = NULL;
        out->unknown = arena_printf(in->lasting, "%s() raises", list->getter);
        return;
    }
    struct origin origin = find_origin(in, self, list, value);
    if (value->kind != VALUE_SEQUENCE) {
        out->unknown = why(in, list, value);
        return;
    }
    if (value->sequence->open) {
        out->unknown =
            arena_printf(in->lasting, "%s may have others than those seen", list->attribute);
    }
    for (size_t i = 0; i < value->sequence->items.n; i++) {
        struct item item = value->sequence->items.at[i];
        bool known = item.value->kind == VALUE_OBJECT && !item.maybe;
        if (!known && !out->unknown.len) {
            out->unknown = item.maybe
                               ? arena_printf(in->lasting, "%.*s is there only under a condition",
                                              SPAN_ARG(value_show(in, item.value)))
                               : why(in, list, item.value);
        }
        add(in, out, item.value, &origin);
    }
}
