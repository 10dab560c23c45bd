/* SPDX-License-Identifier: Apache-2.0 */
/* Running a view for a caller without a credential. */
#include "django/probe.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "django/attribute.h"
#include "django/call.h"
#include "django/class.h"
#include "django/items.h"
#include "django/module.h"
#include "django/value_join.h"

const struct value *probe_innermost(const struct value *function) {
    for (unsigned i = 0; function && i < 64; i++) {
        if (value_is(function, VALUE_UNKNOWN) && function->inner) {
            function = function->inner;
            continue;
        }
        const struct value *wrapped = value_wrapped(function);
        if (!wrapped) {
            return function;
        }
        function = wrapped;
    }
    return function;
}

const struct value *probe_callee(struct interp *in, const struct value *view) {
    const struct value *inner = probe_innermost(view);
    if (!value_is(inner, VALUE_OBJECT) || MUTANT(objects_refuse)) {
        return inner;
    }
    return probe_innermost(class_get(in, inner->object->class, SPAN("__call__"), NULL, NULL));
}

/* The outermost of the project's own statements on which it depends whether this is reached. */
static struct place unsure_at(const struct interp *in) {
    struct place place = {0};
    for (const struct frame *frame = in->frame; frame; frame = frame->caller) {
        if (frame->unsure && module_is_own(frame->module)) {
            place = py_place(&frame->module->file, frame->unsure);
        }
    }
    return place;
}

static void note_unsure(const struct interp *in, struct probe *probe) {
    if (!interp_is_sure(in) && !probe->unsure.file.len) {
        probe->unsure = unsure_at(in);
    }
}

/* A user that an authenticator made without any credential, or NULL. What it looked up it can only
 * have found by something shown, so that does not count. */
static const struct value *user_from(struct interp *in, const struct value *result) {
    if (value_is(result, VALUE_SEQUENCE) && result->sequence->items.n) {
        const struct value *user = result->sequence->items.at[0].value;
        return user->kind == VALUE_OBJECT ? user : NULL;
    }
    if (value_is(result, VALUE_CHOICE)) {
        const struct value *made = NULL;
        for (size_t i = 0; i < result->sequence->items.n && !made; i++) {
            made = user_from(in, result->sequence->items.at[i].value);
        }
        return made;
    }
    return NULL;
}

/* DRF asks the authenticators in turn; the first that knows somebody, or raises, ends it. */
static void authenticate(struct interp *in, struct probe *probe, const struct value *self) {
    struct arguments none = {0};
    bool open;
    const struct value *list = call_method(in, self, SPAN("get_authenticators"), &none);
    const struct sequence *items = in->raised ? NULL : items_of(in, list, &open);
    for (size_t i = 0; items && i < items->items.n && !in->raised; i++) {
        struct arguments one = {0};
        const struct value *authenticator = items->items.at[i].value;
        if (!value_is(authenticator, VALUE_OBJECT) ||
            !vec_push(in->arena, &one.list, probe->request)) {
            continue;
        }
        const struct value *softly = in->softly;
        const struct value *result = call_method(in, authenticator, SPAN("authenticate"), &one);
        in->softly = softly; /* a bad credential may raise; here is none */
        const struct value *user = in->raised ? NULL : user_from(in, result);
        if (user) {
            bool certain = value_is(result, VALUE_SEQUENCE);
            const struct value *before = interp_get(in, probe->request, SPAN("user"));
            attribute_set(in, probe->request, SPAN("user"),
                          certain ? user : value_join(in, before, user));
            return;
        }
    }
}

static void add_guard(struct interp *in, struct probe *probe, const struct value *about) {
    struct in_effect guard = {.name =
                                  value_is(about, VALUE_TEXT) ? about->text : value_show(in, about),
                              .from = SPAN("decorator"),
                              .module = about->module,
                              .node = about->node};
    if (!guard.module || guard.module->inner) {
        guard.from = SPAN("class");
        guard.module = NULL;
        guard.node = NULL;
    }
    VEC_EACH(const struct in_effect, known, &probe->guards.all) {
        if (span_equal(known->name, guard.name) && known->node == guard.node) {
            return;
        }
    }
    if (!vec_push(in->arena, &probe->guards.all, guard)) {
        in->err = ERR_MEMORY;
    }
}

/* An authenticator of Ninja: an object, or a function. */
static void add_auth(struct interp *in, struct probe *probe, const struct value *about) {
    bool object = value_is(about, VALUE_OBJECT);
    bool function = value_is(about, VALUE_FUNCTION);
    struct in_effect auth = {
        .name = object     ? about->object->class->name
                : function ? about->function->name
                           : value_show(in, about),
        .from = SPAN("auth"),
        .class = object && !about->object->class->epoch ? about->object->class : NULL,
        .module = about->module,
        .node = about->node};
    if (!vec_push(in->arena, &probe->auths.all, auth)) {
        in->err = ERR_MEMORY;
    }
}

static void set_handler(struct interp *in, struct probe *probe, const struct value *handler) {
    const struct value *inner = probe_innermost(handler);
    bool known = value_is_function(inner);
    probe->handler = handler;
    probe->handled |= interp_is_sure(in);
    note_unsure(in, probe);
    probe->target = known ? inner->node : NULL;
    if (!known) {
        probe->perhaps = true;
        probe->reached |= interp_is_sure(in) && !value_is(handler, VALUE_CHOICE) && !handler->inner;
    }
}

static void on_event(struct interp *in, struct span what, const struct value *about) {
    struct probe *probe = in->user;
    if (span_equal(what, SPAN("view"))) {
        probe->self = probe->self ? probe->self : about;
        attribute_set(in, about, SPAN("request"), probe->request);
    } else if (span_equal(what, SPAN("nomethod"))) {
        probe->no_method = true;
    } else if (span_equal(what, SPAN("authenticate"))) {
        authenticate(in, probe, about);
    } else if (span_equal(what, SPAN("permissions"))) {
        probe->asked |= interp_is_sure(in);
        note_unsure(in, probe);
    } else if (span_equal(what, SPAN("handler"))) {
        set_handler(in, probe, about);
    } else if (span_equal(what, SPAN("guard"))) {
        add_guard(in, probe, about);
    } else if (span_equal(what, SPAN("auth"))) {
        add_auth(in, probe, about);
    } else if (span_equal(what, SPAN("noauth"))) {
        probe->unnamed = true;
    } else if (span_equal(what, SPAN("wrapped"))) {
        probe->wrapped = true;
    } else if (span_equal(what, SPAN("handed"))) {
        probe->handed |= value_is_function(about) || about == probe->self;
    }
}

static void on_entered(struct interp *in, const struct value *function) {
    struct probe *probe = in->user;
    if (probe->target && function->node == probe->target) {
        probe->perhaps = true;
        probe->reached |= interp_is_sure(in);
        note_unsure(in, probe);
    }
}

void probe_run(struct interp *in, struct probe *probe) {
    const struct value *class = module_import(in, SPAN("postern.request.Request"));
    struct arguments one = {0};
    if (!vec_push(in->arena, &one.list,
                  value_str(in, MUTANT(always_get) ? SPAN("GET") : probe->method))) {
        in->err = ERR_MEMORY;
        return;
    }
    interp_begin(in, LIMIT_VIEW_STEPS);
    probe->request = interp_call(in, class, &one);
    const struct value *inner = probe_callee(in, probe->view);
    bool method = value_is(inner, VALUE_METHOD) && !MUTANT(methods_refuse);
    bool function =
        (method || value_is(inner, VALUE_FUNCTION)) && module_is_own(inner->function->module);
    probe->target = function ? inner->node : NULL;
    in->user = probe;
    in->event = on_event;
    in->entered = on_entered;
    in->cold = true;
    one.open = true; /* what the route's parameters bring */
    const struct value *serve = module_import(in, SPAN("postern.serve.serve"));
    one.list.at[0] = probe->view;
    if (!vec_push(in->arena, &one.list, probe->request)) {
        in->err = ERR_MEMORY;
    }
    probe->result = interp_call(in, serve, &one);
    probe->raised = in->raised;
    probe->ran_out = in->steps > in->steps_most && !MUTANT(spent_unsaid);
    if (probe->ran_out && in->spent_node && module_is_own(in->spent_module)) {
        probe->unsure = py_place(&in->spent_module->file, in->spent_node);
    }
    in->raised = NULL;
    in->event = NULL;
    in->entered = NULL;
    in->cold = false;
}
