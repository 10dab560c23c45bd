/* SPDX-License-Identifier: Apache-2.0 */
/* What stands before all views, run with the path of one. */
#include "django/middleware.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "django/call.h"
#include "django/class.h"
#include "django/module.h"
#include "django/probe.h"

struct passing {
    const struct value *view, *callee; /* as routed; what runs at last when that is called */
    bool surely, perhaps;
    bool vague; /* something may have come back that is not known, of the view maybe */
};

static void pass(struct interp *in) {
    struct passing *passing = in->user;
    passing->perhaps = true;
    passing->surely |= interp_is_sure(in);
}

static void on_event(struct interp *in, struct span what, const struct value *about) {
    (void)about;
    if (span_equal(what, SPAN("passed"))) {
        pass(in);
    }
}

static bool is_view(const struct value *view, const struct function *function) {
    bool bound = value_is(view, VALUE_METHOD) && MUTANT(methods_called_refuse);
    return value_is_function(view) && view->function == function && !bound;
}

/* process_view may call the view itself, and give its answer. */
static void on_entered(struct interp *in, const struct value *function) {
    const struct passing *passing = in->user;
    const struct function *of = function->function;
    bool it = is_view(passing->view, of) || is_view(passing->callee, of);
    if (it && !MUTANT(view_called_refuses)) {
        pass(in);
    }
}

static const struct py *definition_of(const struct value *value, const struct module **module) {
    if (value_is(value, VALUE_CLASS)) {
        *module = value->class->module;
        return value->class->node;
    }
    if (value_is(value, VALUE_FUNCTION)) {
        *module = value->function->module;
        return value->node;
    }
    return NULL;
}

/* It looks at who asks, and turns callers away. */
static bool guards(struct span source) {
    static const char *const asks[] = {
        "is_authenticated", "is_anonymous", "Authorization", "HTTP_AUTHORIZATION",
        "headers",          "META",         "COOKIES",       ".user",
        "session",          "is_staff",     "is_superuser",  "has_perm"};
    static const char *const refuses[] = {"401",      "403",      "Forbidden", "PermissionDenied",
                                          "redirect", "Redirect", "Http404",   "404",
                                          "login",    "NotFound"};
    return span_says_one(source, asks, sizeof(asks) / sizeof(*asks)) &&
           span_says_one(source, refuses, sizeof(refuses) / sizeof(*refuses));
}

/* It does, or one of the bases of the project's own does. */
static bool guards_somewhere(struct interp *in, const struct value *middleware,
                             const struct module *module, const struct py *node) {
    bool found = guards(py_source(&module->file, node));
    bool derived = value_is(middleware, VALUE_CLASS) && !MUTANT(bases_unasked);
    struct class *class = derived ? middleware->class : NULL;
    if (class) {
        class_order(in, class);
    }
    for (size_t i = 0; class && i < class->mro.n; i++) {
        const struct class *base = class->mro.at[i];
        found |= base->node && module_is_own(base->module) &&
                 guards(py_source(&base->module->file, base->node));
    }
    return found;
}

struct looking {
    struct span route;
    struct middleware_paths paths;
};

static void on_path(void *user, const struct py *node) {
    struct looking *looking = user;
    struct span text = py_is(node, PY_STRING) ? py_text(node) : SPAN("");
    if (text.len > 1 && text.ptr[0] == '/') {
        looking->paths.some = true;
        looking->paths.fits |= span_starts(looking->route, text);
    }
}

struct middleware_paths middleware_paths_of(const struct module *module, struct span route) {
    struct looking looking = {route, {false, false}};
    py_walk(module->file.root, on_path, &looking);
    return looking.paths;
}

/* "/notes/{pk}/" as somebody asks for it. */
static struct span path_of(struct interp *in, struct span route) {
    BUF_SCOPE out = {0};
    bool inside = false;
    for (size_t i = 0; i < route.len; i++) {
        char c = route.ptr[i];
        if (c == '{') {
            buf_byte(&out, '1');
        } else if (!inside && c != '}') {
            buf_byte(&out, c);
        }
        inside = c == '{' || (inside && c != '}');
    }
    return arena_dup(in->arena, buf_span(&out));
}

/* It has a process_view: what it looks at is not paths alone. */
static bool asks_views(const struct module *module, const struct py *node) {
    return span_find(py_source(&module->file, node), SPAN("def process_view(")) != SIZE_MAX &&
           !MUTANT(views_unasked);
}

/* Runs one. */
static void run(struct interp *in, const struct value *middleware, struct span method,
                struct span path, const struct value *view, struct passing *passing) {
    struct arguments all = {0};
    const struct value *through = module_import(in, SPAN("postern.serve.through"));
    interp_begin(in, LIMIT_VIEW_STEPS);
    in->user = passing;
    in->event = on_event;
    in->entered = on_entered;
    if (!vec_push(in->arena, &all.list, middleware) ||
        !vec_push(in->arena, &all.list, value_str(in, method)) ||
        !vec_push(in->arena, &all.list, value_str(in, path)) ||
        !vec_push(in->arena, &all.list, view)) {
        in->err = ERR_MEMORY;
        return;
    }
    const struct value *result = interp_call(in, through, &all);
    bool told = in->raised || value_is(result, VALUE_OBJECT) || value_is(result, VALUE_CHOICE);
    passing->perhaps |= !told || in->steps > in->steps_most;
    passing->vague = !in->raised && value_holds_unknown(result) && !MUTANT(unknown_answers_refuse);
    in->event = NULL;
    in->entered = NULL;
    in->raised = NULL;
}

static void name_guard(struct interp *in, struct endpoint *row, const struct module *module,
                       const struct py *node) {
    struct in_effect guard = {.name = arena_dup(in->lasting, py_text(py_get(node, PY_ROLE_NAME))),
                              .from = SPAN("MIDDLEWARE"),
                              .module = module,
                              .node = node};
    row->anonymous = ACCESS_REFUSED;
    if (!vec_push(in->lasting, &row->permissions.all, guard)) {
        in->err = ERR_MEMORY;
    }
}

static void judge_one(struct interp *in, const struct value *middleware, struct span method,
                      const struct value *view, struct endpoint *row) {
    const struct module *module = NULL;
    const struct py *node = definition_of(middleware, &module);
    if (!node || !module_is_own(module) || !guards_somewhere(in, middleware, module, node)) {
        return;
    }
    struct passing passing = {view, probe_callee(in, view), false, false, false};
    /* Whether it calls a view of another kind cannot be seen. */
    bool known = value_is_function(view) ||
                 (value_is(view, VALUE_OBJECT) && value_is_function(passing.callee));
    passing.perhaps = !known && asks_views(module, node);
    run(in, middleware, method, path_of(in, row->route), view, &passing);
    if (!passing.perhaps && !passing.vague) {
        name_guard(in, row, module, node);
        return;
    }
    bool asks = asks_views(module, node) || middleware_paths_of(module, row->route).fits;
    if (!passing.surely && (!passing.perhaps || asks)) {
        row->anonymous = ACCESS_UNDECIDED;
        row->reason =
            arena_printf(in->lasting, "whether %.*s lets anonymous callers pass is not known",
                         SPAN_ARG(py_text(py_get(node, PY_ROLE_NAME))));
    }
}

void middleware_judge(struct interp *in, struct span method, const struct value *view,
                      struct endpoint *row) {
    const struct value *all = module_setting(in, SPAN("MIDDLEWARE"));
    bool list = value_is(all, VALUE_SEQUENCE) && !MUTANT(middleware_passes);
    for (size_t i = 0; list && i < all->sequence->items.n; i++) {
        const struct value *name = all->sequence->items.at[i].value;
        bool open = row->anonymous == ACCESS_ALLOWED && !all->sequence->items.at[i].maybe;
        const struct value *middleware =
            open && value_is(name, VALUE_TEXT) && !span_starts(name->text, SPAN("django."))
                ? module_import(in, name->text)
                : NULL;
        if (middleware) {
            judge_one(in, middleware, method, view, row);
        }
    }
}
