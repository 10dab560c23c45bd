/* SPDX-License-Identifier: Apache-2.0 */
/* The model is the inner value of a manager, and the class of an unknown value. */
#include "django/rows.h"

#include "django/arguments.h"
#include "django/class.h"

const struct value *rows_model(const struct value *of) {
    if (of->kind == VALUE_OBJECT) {
        return value_is(of->inner, VALUE_CLASS) ? of->inner : NULL;
    }
    return of->kind == VALUE_UNKNOWN && of->class ? of->class->value : NULL;
}

const struct value *rows_of(struct interp *in, const struct value *value,
                            const struct value *model) {
    bool keeps = value->kind == VALUE_OBJECT || (value->kind == VALUE_UNKNOWN && !value->inner);
    if (!keeps || !value_is(model, VALUE_CLASS)) {
        return value;
    }
    struct value *copy = (struct value *)value_at(in, value, value->module, value->node);
    if (copy == value) { /* no memory */
        return value;
    }
    if (copy->kind == VALUE_OBJECT) {
        copy->inner = model;
    } else {
        copy->class = model->class;
    }
    return copy;
}

const struct value *rows_made(struct interp *in, const struct value *object,
                              const struct arguments *arguments) {
    const struct value *model = argument(arguments, 0, "model");
    bool set = value_is(model, VALUE_CLASS) &&
               class_is(in, object->object->class, SPAN("django.db.models.QuerySet")) == TRUTH_YES;
    return set ? rows_of(in, object, model) : object;
}

bool rows_is_manager(struct interp *in, const struct value *value, struct span name) {
    static const struct span names[] = {SPAN_INIT("objects"), SPAN_INIT("_default_manager"),
                                        SPAN_INIT("_base_manager")};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (span_equal(name, names[i])) {
            return true;
        }
    }
    return value_is(value, VALUE_OBJECT) &&
           class_is(in, value->object->class, SPAN("django.db.models.Manager")) == TRUTH_YES;
}

bool rows_stay(struct span name) {
    static const struct span leaving[] = {SPAN_INIT("get"),           SPAN_INIT("first"),
                                          SPAN_INIT("last"),          SPAN_INIT("earliest"),
                                          SPAN_INIT("latest"),        SPAN_INIT("create"),
                                          SPAN_INIT("get_or_create"), SPAN_INIT("update_or_create"),
                                          SPAN_INIT("count"),         SPAN_INIT("exists"),
                                          SPAN_INIT("aggregate"),     SPAN_INIT("in_bulk"),
                                          SPAN_INIT("delete"),        SPAN_INIT("update"),
                                          SPAN_INIT("bulk_create"),   SPAN_INIT("bulk_update"),
                                          SPAN_INIT("iterator"),      SPAN_INIT("values"),
                                          SPAN_INIT("values_list"),   SPAN_INIT("dates"),
                                          SPAN_INIT("datetimes"),     SPAN_INIT("raw"),
                                          SPAN_INIT("explain"),       SPAN_INIT("contains")};
    for (size_t i = 0; i < sizeof(leaving) / sizeof(*leaving); i++) {
        if (span_equal(name, leaving[i])) {
            return false;
        }
    }
    return true;
}
