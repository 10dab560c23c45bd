/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions: functions, classes, and the decorators around them. */
#include "django/define.h"

#include "django/builtin_types.h"
#include "django/class.h"
#include "django/program.h"
#include "django/run_module.h"

static enum binding binding_of(const struct py *decorator, enum binding before) {
    const struct py *named = decorator->first;
    struct span name = py_last_name(named);
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

static void add_base(struct interp *in, struct class *class, const struct value *base) {
    const struct value *value = builtin_type_class(in, base);
    bool kept = vec_push(in->arena, &class->bases, value);
    if (value_is(value, VALUE_CLASS) && !class->epoch && !value->class->epoch) {
        kept = kept && vec_push(in->lasting, &value->class->subclasses, class);
        class->metaclass = class->metaclass ? class->metaclass : value->class->metaclass;
    }
    in->err = kept ? in->err : ERR_MEMORY;
}

/* keywords: what the class statement says beside the bases, for __init_subclass__. */
static void add_bases(struct interp *in, struct frame *frame, struct class *class,
                      const struct py *node, struct arguments *keywords) {
    PY_EACH(base, py_get(node, PY_ROLE_SUPERCLASSES)) {
        const struct py *name = base->kind == PY_KEYWORD ? py_get(base, PY_ROLE_NAME) : NULL;
        if (base->kind == PY_KEYWORD) {
            const struct value *value = interp_eval(in, frame, py_get(base, PY_ROLE_VALUE));
            if (py_named(name, SPAN("metaclass"))) {
                class->metaclass = value;
            } else if (!vec_push(in->arena, &keywords->named,
                                 ((struct entry){value_str(in, py_text(name)), value, false}))) {
                in->err = ERR_MEMORY;
            }
            continue;
        }
        const struct value *value =
            interp_eval(in, frame, base->kind == PY_SPLAT ? base->first : base);
        add_base(in, class, base->kind == PY_SPLAT ? &value_unknown : value);
    }
}

/* What a project does with each class that is defined: an ancestor's __init_subclass__, and the
 * __init__ of its metaclass. */
static void announce(struct interp *in, const struct value *value, struct arguments *keywords) {
    struct class *class = value->class, *holder = NULL;
    const struct value *hook =
        class_get_from(in, class, 1, SPAN("__init_subclass__"), &holder, NULL);
    if (value_is(hook, VALUE_FUNCTION) && holder->module->own) {
        (void)interp_call(in, value_method(in, hook, value), keywords);
    }
    const struct value *meta = class->metaclass;
    hook = value_is(meta, VALUE_CLASS) ? class_get(in, meta->class, SPAN("__init__"), &holder, NULL)
                                       : NULL;
    if (value_is(hook, VALUE_FUNCTION) && holder->module->own) {
        struct arguments four = {.module = keywords->module, .node = keywords->node};
        const struct value *names = interp_get(in, value, SPAN("__dict__"));
        bool kept = vec_push(in->arena, &four.list, value) &&
                    vec_push(in->arena, &four.list, value_str(in, class->name)) &&
                    vec_push(in->arena, &four.list, interp_get(in, value, SPAN("__bases__"))) &&
                    vec_push(in->arena, &four.list, names ? names : &value_unknown);
        (void)(kept ? interp_call(in, hook, &four) : NULL);
    }
    in->raised = NULL;
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
    struct arguments keywords = {.module = frame->module, .node = node};
    add_bases(in, frame, class, node, &keywords);
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
    announce(in, value, &keywords);
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
