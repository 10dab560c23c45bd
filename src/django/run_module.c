/* SPDX-License-Identifier: Apache-2.0 */
/* Modules go on behind a statement that cannot be followed, and what it touched is forgotten. */
#include "django/run_module.h"

#include "base/limits.h"
#include "django/program.h"

static const struct value *lost(struct interp *in, const struct py *node) {
    return value_why(in, 0, "line %u could not be followed", node->line);
}

/* May have more members than are known. */
static void open_value(const struct value *value) {
    if (value_is(value, VALUE_SEQUENCE)) {
        value->sequence->open = true;
    } else if (value_is(value, VALUE_DICT)) {
        value->dict->open = true;
    }
}

static void open_named(struct interp *in, struct frame *frame, const struct py *node) {
    if (py_is(node, PY_NAME)) {
        open_value(interp_eval(in, frame, node));
    }
}

static void forget_target(struct interp *in, struct frame *frame, const struct py *target) {
    if (py_is(target, PY_NAME)) {
        interp_bind(in, &frame->scope->names, py_text(target), lost(in, target));
    } else if (py_is(target, PY_SUBSCRIPT)) {
        open_named(in, frame, py_get(target, PY_ROLE_VALUE));
    } else if (py_is(target, PY_TUPLE) || py_is(target, PY_LIST) || py_is(target, PY_AS_TARGET)) {
        PY_EACH(each, target) {
            forget_target(in, frame, each);
        }
    }
}

/* "x += more": the list stays, with more in it. */
static void forget_growth(struct interp *in, struct frame *frame, const struct py *target) {
    const struct value *value = py_is(target, PY_NAME) ? interp_eval(in, frame, target) : NULL;
    if (value_is(value, VALUE_SEQUENCE) || value_is(value, VALUE_DICT)) {
        open_value(value);
    } else {
        forget_target(in, frame, target);
    }
}

static void forget_star(struct interp *in, struct frame *frame, const struct py *node) {
    struct module *into = (struct module *)frame->module;
    struct span name = arena_dup(in->lasting, py_text(py_get(node, PY_ROLE_MODULE_NAME)));
    PY_EACH(child, node) {
        if (child->kind == PY_WILDCARD && !vec_push(in->lasting, &into->stars, name)) {
            in->err = ERR_MEMORY;
        }
    }
}

/* What the statement may have bound, or changed by a method, without what is only defined in it. */
static void forget(struct interp *in, struct frame *frame, const struct py *node) {
    if (py_is(node, PY_FUNCTION) || py_is(node, PY_CLASS)) {
        forget_target(in, frame, py_get(node, PY_ROLE_NAME));
        return;
    }
    if (py_is(node, PY_ASSIGN) || py_is(node, PY_FOR)) {
        forget_target(in, frame, py_get(node, PY_ROLE_LEFT));
    } else if (py_is(node, PY_AUGMENTED)) {
        forget_growth(in, frame, py_get(node, PY_ROLE_LEFT));
    } else if (py_is(node, PY_NAMED)) {
        forget_target(in, frame, py_get(node, PY_ROLE_NAME));
    } else if (py_is(node, PY_AS)) {
        forget_target(in, frame, py_get(node, PY_ROLE_ALIAS));
    } else if (py_is(node, PY_IMPORT_FROM)) {
        forget_star(in, frame, node);
    } else if (py_is(node, PY_CALL)) {
        open_named(in, frame, py_get(py_get(node, PY_ROLE_FUNCTION), PY_ROLE_OBJECT));
    }
    PY_EACH(child, node) {
        if (child->kind != PY_LAMBDA) {
            forget(in, frame, child);
        }
    }
}

void run_module(struct interp *in, struct frame *frame, const struct py *statements) {
    size_t all = 0, *program = &in->program->steps;
    PY_EACH(statement, statements) {
        bool spent = all >= LIMIT_MODULE_STEPS || *program >= LIMIT_PROGRAM_STEPS;
        in->steps = spent ? in->steps_most : 0;
        unsigned end = interp_run(in, frame, statement);
        all += spent ? 0 : in->steps;
        *program += spent ? 0 : in->steps;
        if (end == END_RAISE || in->raised || in->steps > in->steps_most) {
            in->steps = 0;
            in->raised = NULL;
            forget(in, frame, statement);
        }
        frame->doubt |= end != END_FALL && end != END_RAISE;
    }
}

/* A class whose body raises ends the program, and this one is in use: it was we who did not
 * understand the statement. What follows stands all the same. */
void run_class_body(struct interp *in, struct frame *frame, const struct py *statements) {
    PY_EACH(statement, statements) {
        unsigned end = interp_run(in, frame, statement);
        if (end == END_RAISE || in->raised) {
            in->raised = NULL;
            forget(in, frame, statement);
        }
    }
}
