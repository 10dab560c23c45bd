/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions: functions, classes, and the decorators around them. */
#include "django/define.h"

#include "django/program.h"
#include "django/run_module.h"

static enum binding binding_of(const struct py *decorator, enum binding before) {
    const struct py *named = decorator->first;
    struct span name =
        py_is(named, PY_ATTRIBUTE) ? py_text(py_get(named, PY_ROLE_ATTRIBUTE)) : py_text(named);
    if (span_equal(name, SPAN("staticmethod"))) {
        return BIND_NOTHING;
    }
    if (span_equal(name, SPAN("classmethod"))) {
        return BIND_CLASS;
    }
    bool property = span_equal(name, SPAN("property")) || span_equal(name, SPAN("cached_property"));
    return property ? BIND_PROPERTY : before;
}

static void add_default(struct interp *in, struct frame *frame, struct function *function,
                        const struct py *parameter) {
    const struct py *name = py_get(parameter, PY_ROLE_NAME);
    const struct value *value = interp_eval(in, frame, py_get(parameter, PY_ROLE_VALUE));
    struct entry entry = {value_str(in, py_text(name)), value, false};
    if (!vec_push(in->arena, &function->defaults, entry)) {
        in->err = ERR_MEMORY;
    }
}

const struct value *define_function(struct interp *in, struct frame *frame, const struct py *node) {
    struct function *function = arena_new(in->arena, struct function);
    struct value *value = arena_new(in->arena, struct value);
    if (!function || !value) {
        in->err = ERR_MEMORY;
        return &value_unknown;
    }
    /* A class's names are not seen from its methods. */
    struct scope *scope = frame->scope;
    while (scope && scope->of_class) {
        scope = scope->parent;
    }
    *function = (struct function){.node = node,
                                  .scope = scope,
                                  .module = frame->module,
                                  .owner = frame->class,
                                  .name = py_text(py_get(node, PY_ROLE_NAME))};
    function->names.arena = in->arena;
    PY_EACH(parameter, py_get(node, PY_ROLE_PARAMETERS)) {
        if (parameter->kind == PY_DEFAULT) {
            add_default(in, frame, function, parameter);
        }
    }
    *value = (struct value){.kind = VALUE_FUNCTION, .module = frame->module, .node = node};
    value->function = function;
    return value;
}

static void add_bases(struct interp *in, struct frame *frame, struct class *class,
                      const struct py *node) {
    PY_EACH(base, py_get(node, PY_ROLE_SUPERCLASSES)) {
        if (base->kind == PY_KEYWORD) {
            continue;
        }
        const struct value *value =
            interp_eval(in, frame, base->kind == PY_SPLAT ? base->first : base);
        value = base->kind == PY_SPLAT ? &value_unknown : value;
        if (!vec_push(in->arena, &class->bases, value)) {
            in->err = ERR_MEMORY;
        }
    }
}

static const struct value *define_class(struct interp *in, struct frame *frame,
                                        const struct py *node) {
    struct class *class = arena_new(in->arena, struct class);
    struct value *value = arena_new(in->arena, struct value);
    if (!class || !value) {
        in->err = ERR_MEMORY;
        return &value_unknown;
    }
    class->name = py_text(py_get(node, PY_ROLE_NAME));
    class->full =
        arena_printf(in->arena, "%.*s.%.*s", SPAN_ARG(frame->module->name), SPAN_ARG(class->name));
    class->names.arena = in->arena;
    class->epoch = in->epoch;
    class->module = frame->module;
    class->node = node;
    class->value = value;
    *value = (struct value){.kind = VALUE_CLASS, .module = frame->module, .node = node};
    value->class = class;
    add_bases(in, frame, class, node);
    struct scope *scope = arena_new(in->arena, struct scope);
    if (!scope) {
        in->err = ERR_MEMORY;
        return value;
    }
    *scope = (struct scope){.parent = frame->scope, .module = frame->module, .of_class = true};
    scope->names.arena = in->arena;
    struct frame body = {.scope = scope, .module = frame->module, .class = class};
    run_class_body(in, &body, py_get(node, PY_ROLE_BODY));
    class->names = scope->names;
    return value;
}

/* The decorators, from the innermost out. */
static const struct value *decorate(struct interp *in, struct frame *frame, const struct py *node,
                                    const struct value *value) {
    const struct py *decorators[32];
    size_t n = 0;
    PY_EACH(child, node) {
        if (child->kind == PY_DECORATOR && n < sizeof(decorators) / sizeof(*decorators)) {
            decorators[n++] = child;
        }
    }
    for (size_t i = n; i > 0; i--) {
        if (value->kind == VALUE_FUNCTION) {
            enum binding binding = binding_of(decorators[i - 1], BIND_SELF);
            if (binding != BIND_SELF) {
                value->function->binding = binding;
                continue;
            }
        }
        struct arguments one = {.module = frame->module, .node = decorators[i - 1]};
        const struct value *decorator = interp_eval(in, frame, decorators[i - 1]->first);
        if (vec_push(in->arena, &one.list, value)) {
            value = interp_call(in, decorator, &one);
        }
        if (in->raised) {
            in->raised = NULL;
            value = value_why(in, 0, "its decorator raises");
        }
    }
    return value;
}

unsigned define_run(struct interp *in, struct frame *frame, const struct py *node) {
    const struct py *definition = py_definition(node);
    if (!definition) {
        return END_FALL;
    }
    bool class = definition->kind == PY_CLASS;
    const struct value *value =
        class ? define_class(in, frame, definition) : define_function(in, frame, definition);
    if (node->kind == PY_DECORATED) {
        value = decorate(in, frame, node, value);
    }
    interp_bind(in, &frame->scope->names, py_text(py_get(definition, PY_ROLE_NAME)), value);
    return END_FALL;
}
