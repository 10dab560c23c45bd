/* SPDX-License-Identifier: Apache-2.0 */
/* Calls: arguments to parameters, functions run, objects made. */
#include "django/call.h"

#include "base/limits.h"
#include "django/arguments.h"
#include "django/call_unknown.h"
#include "django/class.h"
#include "django/fork.h"
#include "django/module.h"
#include "django/parameters.h"
#include "django/raise.h"
#include "django/rows.h"
#include "django/spent.h"
#include "django/value_join.h"

enum { RECURSIONS_MOST = 3 };

static bool is_generator(const struct py *node, unsigned depth) {
    PY_EACH(child, node) {
        bool own =
            child->kind != PY_FUNCTION && child->kind != PY_CLASS && child->kind != PY_LAMBDA;
        if (child->kind == PY_YIELD || (own && depth && is_generator(child, depth - 1))) {
            return true;
        }
    }
    return false;
}

static const struct value *finish(struct interp *in, struct frame *frame, unsigned end) {
    if (frame->yielded) {
        in->raised = NULL;
        return frame->yielded;
    }
    if (end == END_RAISE || in->raised) {
        if (frame->returned && in->raised) {
            interp_may_raise(in, in->raised);
            in->raised = NULL;
        } else {
            return &value_unknown;
        }
    }
    if (end & END_FALL) {
        return value_join(in, frame->returned, &value_none);
    }
    return frame->returned ? frame->returned : &value_unknown;
}

/* A function that calls itself under a condition that is not known would be followed both ways, at
 * every level. */
static bool recurs(const struct interp *in, const struct function *function) {
    unsigned times = 0;
    for (const struct frame *frame = in->frame; in->depth && frame; frame = frame->caller) {
        times += frame->function && frame->function->function->node == function->node;
    }
    return times >= RECURSIONS_MOST;
}

static const struct value *call_function(struct interp *in, const struct value *callee,
                                         const struct arguments *arguments) {
    const struct function *function = callee->function;
    struct scope *scope = arena_new(in->arena, struct scope);
    if (!scope || in->calls >= LIMIT_INTERPRETER_CALLS) {
        return value_why(in, 0, "calls nested too deeply");
    }
    if (recurs(in, function) || spent_is(in, function->node)) {
        in->failures++;
        return value_why(in, arguments_taint(arguments), "a call that may go on without end");
    }
    size_t steps = in->steps;
    uint64_t blamed = in->blamed;
    *scope = (struct scope){.parent = function->scope, .module = function->module};
    scope->names.arena = in->arena;
    parameters_bind(in, function, arguments, &scope->names);
    struct frame frame = {
        .caller = in->frame, .scope = scope, .module = function->module, .function = callee};
    frame.self = arguments->list.n ? arguments->list.at[0] : NULL;
    const struct py *body = py_get(function->node, PY_ROLE_BODY);
    const struct frame *outer = in->frame;
    unsigned doubt = in->doubt;
    in->calls++;
    in->doubt += outer ? outer->doubt : 0;
    in->frame = &frame;
    const struct value *result;
    if (in->entered) {
        in->entered(in, callee);
    }
    if (function->node->kind == PY_LAMBDA) {
        result = interp_eval(in, &frame, body);
    } else {
        frame.yielded = is_generator(body, 12) ? value_sequence(in, SEQUENCE_LIST) : NULL;
        frame.yielded = value_is(frame.yielded, VALUE_SEQUENCE) ? frame.yielded : NULL;
        result = finish(in, &frame, interp_run(in, &frame, body));
    }
    in->frame = outer;
    in->doubt = doubt;
    in->calls--;
    spent_note(in, function, steps, blamed);
    return result;
}

/* few: room for some of them, as long as out is used. */
static bool with_self(struct interp *in, const struct value *self, const struct arguments *from,
                      const struct value **few, struct arguments *out) {
    *out = *from;
    out->list.at = few;
    out->list.n = 0;
    out->list.room = ARGUMENTS_FEW;
    bool kept = vec_push(in->arena, &out->list, self);
    for (size_t i = 0; kept && i < from->list.n; i++) {
        kept = vec_push(in->arena, &out->list, from->list.at[i]);
    }
    return kept;
}

static const struct value *call_class(struct interp *in, const struct value *callee,
                                      const struct arguments *arguments) {
    const struct value *object = value_object(in, callee->class);
    if (object->kind != VALUE_OBJECT) {
        return object;
    }
    if (arguments->node) {
        object = value_placed(object, arguments->module, arguments->node);
    }
    object = rows_made(in, object, arguments);
    const struct value *init = class_get(in, callee->class, SPAN("__init__"), NULL, NULL);
    const struct value *few[ARGUMENTS_FEW];
    struct arguments all;
    if (value_is(init, VALUE_FUNCTION) && with_self(in, object, arguments, few, &all)) {
        (void)interp_call(in, init, &all);
    } else if (callee->class->open) {
        in->failures++;
    }
    ((struct value *)object)->taint |= arguments_taint(arguments);
    return object;
}

static const struct value *call_choices(struct interp *in, const struct value *callee,
                                        const struct arguments *arguments) {
    const struct value *joined = NULL, *raised = NULL;
    size_t n = callee->sequence->items.n, failed = 0;
    for (size_t i = 0; i < n; i++) {
        struct fork fork;
        fork_begin(in, &fork);
        const struct value *one = interp_call(in, callee->sequence->items.at[i].value, arguments);
        const struct value *failure = in->raised;
        in->raised = NULL;
        fork_turn(in, &fork);
        fork_end(in, &fork, true, true);
        failed += failure != NULL;
        raised = value_join(in, raised, failure);
        joined = failure ? joined : value_join(in, joined, one);
    }
    if (failed == n && raised) {
        return interp_raise(in, raised);
    }
    if (raised) {
        interp_may_raise(in, raised);
    }
    return joined ? joined : &value_unknown;
}

static const struct value *call(struct interp *in, const struct value *callee,
                                const struct arguments *arguments) {
    struct arguments all;
    switch (callee->kind) {
    case VALUE_FUNCTION:
        return call_function(in, callee, arguments);
    case VALUE_METHOD: {
        struct value function = *callee;
        function.kind = VALUE_FUNCTION;
        const struct value *few[ARGUMENTS_FEW];
        if (!with_self(in, callee->inner, arguments, few, &all)) {
            return &value_unknown;
        }
        const struct value *result = call_function(in, &function, &all);
        bool stays = value_is(result, VALUE_UNKNOWN) && rows_stay(callee->function->name);
        return stays ? rows_of(in, result, rows_model(callee->inner)) : result;
    }
    case VALUE_CLASS:
        return call_class(in, callee, arguments);
    case VALUE_NATIVE:
        return callee->native(in, callee->inner, arguments);
    case VALUE_OBJECT: {
        const struct value *method = interp_get(in, callee, SPAN("__call__"));
        const struct value *result =
            method ? interp_call(in, method, arguments) : call_unknown(in, callee, arguments);
        return rows_of(in, result, rows_model(callee));
    }
    case VALUE_CHOICE:
        return call_choices(in, callee, arguments);
    case VALUE_NONE:
    case VALUE_BOOL:
    case VALUE_INT:
    case VALUE_TEXT:
    case VALUE_SEQUENCE:
    case VALUE_DICT:
    case VALUE_MODULE:
        return raise_named(in, "TypeError");
    case VALUE_UNKNOWN:
    case VALUE_SUPER:
    case VALUE_FOREIGN:
    case VALUE_IMPORT:
        break;
    }
    return call_unknown(in, callee, arguments);
}

const struct value *call_value(struct interp *in, const struct value *callee,
                               const struct arguments *arguments) {
    if (in->err != OK || ++in->steps > in->steps_most) {
        return &value_unknown;
    }
    const struct module *module = in->site_module;
    const struct py *node = in->site_node;
    if (arguments->module && !arguments->module->inner) {
        in->site_module = arguments->module;
        in->site_node = arguments->node;
    }
    const struct value *result = call(in, callee, arguments);
    in->site_module = module;
    in->site_node = node;
    if (in->seen) {
        in->seen(in, &(struct call_seen){callee, result, arguments, in->frame});
    }
    return result;
}

const struct value *call_method(struct interp *in, const struct value *self, struct span name,
                                const struct arguments *arguments) {
    const struct value *method = interp_get(in, self, name);
    return method ? interp_call(in, method, arguments) : raise_named(in, "AttributeError");
}
