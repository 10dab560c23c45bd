/* SPDX-License-Identifier: Apache-2.0 */
/* A row of the endpoints: who the view is, and what stands before it. */
#include "django/endpoint_describe.h"

#include "base/mutant.h"
#include "django/attribute.h"
#include "django/class.h"
#include "django/effects.h"
#include "django/endpoint_judge.h"
#include "django/module.h"

static struct span dotted(struct interp *in, const struct module *module, struct span name) {
    return module ? arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(module->name), SPAN_ARG(name))
                  : name;
}

/* A function by its module; a method by its class, of whatever it is bound to; an object by its
 * class. */
static struct span named(struct interp *in, const struct value *view,
                         const struct value *function) {
    const struct value *object = probe_innermost(view);
    if (value_is(object, VALUE_OBJECT)) {
        return object->object->class->full;
    }
    const struct value *self = value_is(function, VALUE_METHOD) ? function->inner : NULL;
    const struct class *class = value_is(self, VALUE_OBJECT)  ? self->object->class
                                : value_is(self, VALUE_CLASS) ? self->class
                                                              : NULL;
    struct span name = function->function->name;
    return class ? arena_printf(in->lasting, "%.*s.%.*s", SPAN_ARG(class->full), SPAN_ARG(name))
                 : dotted(in, function->function->module, name);
}

/* The same, and kept; a method's own value is not. */
static const struct value *lasting_function(struct interp *in, const struct value *function) {
    struct value *kept = arena_new(in->lasting, struct value);
    if (kept) {
        *kept = *function;
        kept->kind = VALUE_FUNCTION;
        kept->inner = NULL;
    }
    return kept;
}

/* Who the view is, in the words of its source. */
static void name_view(struct interp *in, const struct value *view, const struct probe *probe,
                      struct endpoint *row) {
    const struct value *inner = probe_callee(in, view);
    struct slot *of = value_is(view, VALUE_FUNCTION)
                          ? table_find(&view->function->names, SPAN("view_class"))
                          : NULL;
    struct class *class = probe->self                              ? probe->self->object->class
                          : of && value_is(of->value, VALUE_CLASS) ? of->value->class
                                                                   : NULL;
    if (class) {
        row->class = class;
        row->view = class->full;
        row->module = class->module;
        row->node = class->node;
        row->kind = class_is(in, class, SPAN("rest_framework.views.APIView")) == TRUTH_YES
                        ? VIEW_DRF
                        : VIEW_DJANGO;
        struct slot *api = value_is(view, VALUE_FUNCTION)
                               ? table_find(&view->function->names, SPAN("api_function"))
                               : NULL;
        inner = api ? probe_innermost(api->value) : NULL;
    } else if (value_is(view, VALUE_FUNCTION) &&
               table_find(&view->function->names, SPAN("ninja"))) {
        row->kind = VIEW_NINJA;
        row->unnamed = probe->unnamed;
        inner = probe_innermost(probe->handler);
    } else {
        row->kind = VIEW_FUNCTION;
    }
    if (value_is_function(inner)) {
        row->function = value_is(inner, VALUE_METHOD) ? lasting_function(in, inner) : inner;
        row->module = inner->function->module;
        row->node = inner->node;
        row->view = named(in, view, inner);
    }
    const struct value *handler = probe_innermost(probe->handler);
    if (!inner && value_is_function(handler) && !in->err) {
        row->function = lasting_function(in, handler);
    }
}

static void add_auths(struct interp *in, const struct probe *probe, struct endpoint *row) {
    VEC_EACH(const struct in_effect, auth, &probe->auths.all) {
        struct in_effect kept = *auth;
        kept.name = arena_dup(in->lasting, auth->name);
        if (!vec_push(in->lasting, &row->authenticators.all, kept)) {
            in->err = ERR_MEMORY;
        }
    }
}

static void add_guards(struct interp *in, const struct probe *probe, struct endpoint *row) {
    VEC_EACH(const struct in_effect, guard, &probe->guards.all) {
        struct in_effect kept = *guard;
        kept.name = arena_dup(in->lasting, guard->name);
        if (!kept.module) {
            kept.module = row->module;
            kept.node = row->node;
        }
        if (row->kind != VIEW_DRF && !vec_push(in->lasting, &row->permissions.all, kept)) {
            in->err = ERR_MEMORY;
        }
    }
}

/* Of what lies around a view, the outermost function of the project's own; NULL: none does. */
static const struct value *outermost_own(const struct value *view) {
    for (unsigned i = 0; value_is(view, VALUE_FUNCTION) && i < 64; i++) {
        if (module_is_own(view->function->module)) {
            return view;
        }
        view = value_wrapped(view);
    }
    return NULL;
}

/* A decorator of the project's own that refuses is named by the function that it stands in. */
static void name_wrapper(struct interp *in, const struct value *view, struct endpoint *row) {
    bool silent = row->kind != VIEW_DRF && row->kind != VIEW_NINJA && !row->permissions.all.n &&
                  !row->by_hand && row->anonymous == ACCESS_REFUSED;
    view = silent ? outermost_own(view) : NULL;
    if (!view || view->node == row->node) {
        return;
    }
    const struct function *outer = view->function;
    const struct py *around = py_around(outer->module->file.root, outer->node, PY_FUNCTION);
    struct span name = py_text(py_get(around ? around : outer->node, PY_ROLE_NAME));
    struct in_effect guard = {.name = name,
                              .from = SPAN("decorator"),
                              .module = outer->module,
                              .node = around ? around : outer->node};
    if (!vec_push(in->lasting, &row->permissions.all, guard)) {
        in->err = ERR_MEMORY;
    }
}

/* A decorator around the whole view may refuse before there is an object to ask for its lists. */
static void make_self(struct interp *in, const struct value *view, struct probe *probe) {
    struct arguments two = {0};
    const struct value *make = module_import(in, SPAN("postern.serve.made"));
    if (!vec_push(in->arena, &two.list, view) || !vec_push(in->arena, &two.list, probe->request)) {
        in->err = ERR_MEMORY;
        return;
    }
    const struct value *softly = in->softly, *made = interp_call(in, make, &two);
    probe->self = value_is(made, VALUE_OBJECT) ? made : NULL;
    in->raised = NULL;
    in->softly = softly;
}

void endpoint_describe(struct interp *in, const struct value *view, struct probe *probe,
                       struct endpoint *row) {
    name_view(in, view, probe, row);
    in->steps = 0; /* what the view took is not the lists' fault */
    if (row->kind == VIEW_DRF && !probe->self) {
        make_self(in, view, probe);
    }
    if (row->kind == VIEW_DRF && probe->self) {
        attribute_set(in, probe->self, SPAN("request"), probe->request);
        const struct value *softly = in->softly;
        effects_of(in, probe->self, &effect_authenticators, &row->authenticators);
        effects_of(in, probe->self, &effect_permissions, &row->permissions);
        effects_of(in, probe->self, &effect_throttles, &row->throttles);
        in->softly = softly;
        const struct value *action = interp_get(in, probe->self, SPAN("action"));
        row->action = value_is(action, VALUE_TEXT) ? action->text : (struct span){0};
    }
    add_auths(in, probe, row);
    add_guards(in, probe, row);
    endpoint_judge(in, probe, row);
    name_wrapper(in, view, row);
    struct span unknown =
        row->permissions.unknown.len ? row->permissions.unknown : row->authenticators.unknown;
    row->decided = (!unknown.len || MUTANT(open_list_known)) &&
                   (row->anonymous != ACCESS_UNDECIDED || row->depends);
    if (unknown.len && (!row->reason.len || row->depends)) {
        row->reason = unknown;
    }
    row->reason = arena_dup(in->lasting, row->reason);
    row->action = arena_dup(in->lasting, row->action);
}
