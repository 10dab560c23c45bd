/* SPDX-License-Identifier: Apache-2.0 */
/* Running the project's functions with a request that shows some credential. */
#include "audit/gather.h"

#include "audit/gather_authenticator.h"
#include "audit/gather_run.h"
#include "base/limits.h"
#include "base/mutant.h"

bool gather_wants(struct span path) {
    static const struct span parts[] = {
        SPAN_INIT("tests/"),          SPAN_INIT("test/"),        SPAN_INIT("migrations/"),
        SPAN_INIT("testing/"),        SPAN_INIT("_vendor/"),     SPAN_INIT("rest_framework/"),
        SPAN_INIT("django/contrib/"), SPAN_INIT("django/core/"), SPAN_INIT("django/template/")};
    if (!span_ends(path, SPAN(".py"))) {
        return false;
    }
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        size_t at = span_find(path, parts[i]);
        if (at != SIZE_MAX && (at == 0 || path.ptr[at - 1] == '/')) {
            return false;
        }
    }
    struct span rest = path, last = path;
    while (rest.ptr) {
        last = span_cut(&rest, '/');
    }
    return !span_starts(last, SPAN("test_")) && !span_ends(last, SPAN("_test.py")) &&
           !span_equal(last, SPAN("tests.py")) && !span_equal(last, SPAN("conftest.py")) &&
           !span_equal(last, SPAN("setup.py"));
}

static enum err find_modules(struct judging *j) {
    VEC_EACH(const struct tree_file, file, &j->program->files->all) {
        if (!gather_wants(file->path)) {
            continue;
        }
        struct module *module = program_find(j->program, program_name_of(j->program, file->path));
        if (module && module->own && module->file.root &&
            !vec_push(j->arena, &j->modules, module)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* An arena for one run; the last one again, unless what is in it is still wanted. */
static struct arena *scratch_of(struct judging *j) {
    if (j->scratches.n && !j->scratch_used) {
        return j->scratches.at[j->scratches.n - 1];
    }
    struct arena *scratch = arena_new(j->arena, struct arena);
    if (!scratch || !vec_push(j->arena, &j->scratches, scratch)) {
        return NULL;
    }
    arena_init(scratch, LIMIT_PROBE_MEMORY);
    j->scratch_used = false;
    return scratch;
}

static bool is_token_error(struct interp *in, const struct value *exception) {
    if (value_is(exception, VALUE_CHOICE)) {
        for (size_t i = 0; i < exception->sequence->items.n; i++) {
            if (is_token_error(in, exception->sequence->items.at[i].value)) {
                return true;
            }
        }
        return false;
    }
    struct class *class = value_is(exception, VALUE_CLASS)    ? exception->class
                          : value_is(exception, VALUE_OBJECT) ? exception->object->class
                                                              : NULL;
    return class && (class_is(in, class, SPAN("jwt.PyJWTError")) == TRUTH_YES ||
                     class_is(in, class, SPAN("jose.JOSEError")) == TRUTH_YES ||
                     class_is(in, class, SPAN("authlib.jose.JoseError")) == TRUTH_YES);
}

/* Where errors end a request: handlers, permissions, middleware. */
static bool is_entry(const struct value *function, const struct class *owner) {
    static const char *const names[] = {"get",
                                        "post",
                                        "put",
                                        "patch",
                                        "delete",
                                        "head",
                                        "dispatch",
                                        "initial",
                                        "has_permission",
                                        "__call__",
                                        "list",
                                        "create",
                                        "retrieve",
                                        "update",
                                        "partial_update",
                                        "destroy",
                                        "process_view",
                                        "process_request",
                                        "get_queryset",
                                        "has_object_permission"};
    if (table_find(&function->function->names, SPAN("mapping"))) {
        return true; /* @action */
    }
    return owner && span_is_one(function->function->name, names, sizeof(names) / sizeof(*names));
}

static bool guarded(const struct decode_call *call) {
    const struct py *try = py_around(call->module->file.root, call->node, PY_TRY);
    return try && (!call->function || try->start > call->function->start);
}

/* The last look at a token's header in this run that nothing is laid around. */
static struct decode_call *bare_header(struct judging *j) {
    struct decode_call *last = NULL;
    for (size_t i = 0; i < j->headers.n; i++) {
        struct decode_call *header = &j->headers.at[i];
        last = header->run == j->runs && !guarded(header) ? header : last;
    }
    return MUTANT(headers_safe) ? NULL : last;
}

/* Says of the run's calls, from the n-th on, which one's errors got out. */
static void mark_escape(struct judging *j, size_t n) {
    struct decode_call *last = NULL;
    for (size_t i = n; i < j->decodes.n; i++) {
        struct decode_call *call = &j->decodes.at[i];
        last = last && (!guarded(last) || guarded(call)) ? last : call;
    }
    struct decode_call *header = !last || guarded(last) ? bare_header(j) : NULL;
    last = header ? header : last;
    if (last) {
        last->escapes = true;
    }
}

/* What the parameters of a function may be given by a caller who shows some credential. */
static void add_given(struct judging *j, const struct value *function, struct class *owner,
                      struct arguments *out) {
    struct interp *in = j->in;
    bool first = owner != NULL && function->function->binding != BIND_NOTHING;
    PY_EACH(each, py_get(function->node, PY_ROLE_PARAMETERS)) {
        const struct py *parameter = each->kind == PY_TYPED ? each->first : each;
        if (parameter->kind != PY_NAME) {
            break;
        }
        const struct value *given = value_tainted(in, TAINT_INPUT);
        if (first) {
            given =
                function->function->binding == BIND_CLASS ? owner->value : gather_object(j, owner);
        } else if (span_equal(py_text(parameter), SPAN("request"))) {
            given = gather_request(in);
        }
        first = false;
        if (!vec_push(in->arena, &out->list, given)) {
            j->err = ERR_MEMORY;
        }
    }
}

/* Calls it, and what it gives if that is a function in turn: what a decorator lays around a view,
 * and a decorator that takes arguments gives first. */
static void call_through(struct judging *j, const struct value *function, struct class *owner) {
    enum { LAYERS = 3 };
    for (size_t i = 0; i < LAYERS && value_is(function, VALUE_FUNCTION) && function->node; i++) {
        struct arguments arguments = {0};
        add_given(j, function, i ? NULL : owner, &arguments);
        function = interp_call(j->in, function, &arguments);
        bool own = value_is(function, VALUE_FUNCTION) && module_is_own(function->function->module);
        function = own ? function : NULL;
    }
}

static void run_function(struct judging *j, const struct value *function, struct class *owner) {
    struct interp *in = j->in;
    struct arena *scratch = scratch_of(j);
    size_t mark = gather_begin(j), decodes = j->decodes.n, encodes = j->encodes.n;
    if (!scratch) {
        j->err = ERR_MEMORY;
        return;
    }
    in->arena = scratch;
    j->entry = owner;
    j->entry_function = function->node;
    call_through(j, function, owner);
    bool escapes = is_token_error(in, in->softly) || is_token_error(in, in->raised);
    if (escapes && is_entry(function, owner)) {
        mark_escape(j, decodes);
    }
    gather_end(j, mark);
    in->arena = in->lasting;
    if (j->decodes.n == decodes && j->encodes.n == encodes) {
        arena_reset(scratch); /* nothing of it is wanted */
    } else {
        j->scratch_used = true;
    }
}

static bool mentions_tokens(const struct py_file *file) {
    return span_find(file->text, SPAN("jwt")) != SIZE_MAX ||
           span_find(file->text, SPAN("jws")) != SIZE_MAX;
}

static void run_functions(struct judging *j, struct table *names, struct class *owner);

/* Inherited ones, too: what they do depends on the attributes of the class that runs them. */
static void run_methods(struct judging *j, struct class *class) {
    class_order(j->in, class);
    for (size_t i = 0; i < class->mro.n; i++) {
        if (module_is_own(class->mro.at[i]->module)) {
            run_functions(j, &class->mro.at[i]->names, class);
        }
    }
}

static void run_functions(struct judging *j, struct table *names, struct class *owner) {
    for (size_t i = 0; i < names->slots.n && j->err == OK; i++) {
        const struct value *value = names->slots.at[i]->value;
        const struct value *inner =
            value_is(value, VALUE_UNKNOWN) && value->inner ? value->inner : value;
        bool hidden =
            owner && class_get(j->in, owner, names->slots.at[i]->name, NULL, NULL) != value;
        if (hidden) {
            continue; /* the heir has its own */
        }
        if (value_is(inner, VALUE_FUNCTION) && module_is_own(inner->function->module)) {
            run_function(j, inner, owner);
        } else if (value_is(inner, VALUE_CLASS) && !owner && module_is_own(inner->class->module)) {
            run_methods(j, inner->class);
        }
    }
}

enum err gather(struct judging *j) {
    TRY(find_modules(j));
    VEC_EACH(const struct endpoint, endpoint, &j->endpoints->all) {
        VEC_EACH(const struct in_effect, effect, &endpoint->authenticators.all) {
            if (effect->class && module_is_own(effect->class->module)) {
                gather_authenticator(j, effect->class);
            }
        }
    }
    const struct value *middleware = judge_setting(j, "MIDDLEWARE");
    for (size_t i = 0; value_is(middleware, VALUE_SEQUENCE) && i < middleware->sequence->items.n;
         i++) {
        const struct value *name = middleware->sequence->items.at[i].value;
        const struct value *class =
            value_is(name, VALUE_TEXT) ? module_import(j->in, name->text) : NULL;
        if (value_is(class, VALUE_CLASS) && module_is_own(class->class->module)) {
            gather_middleware(j, class->class);
        }
    }
    VEC_EACH(const struct module *, each, &j->modules) {
        struct module *module = (struct module *)*each;
        bool tokens = mentions_tokens(&module->file);
        bool classes = span_find(module->file.text, SPAN("uthentication")) != SIZE_MAX ||
                       span_find(module->file.text, SPAN("ninja")) != SIZE_MAX;
        if (!tokens && !classes) {
            continue;
        }
        program_run(j->in, module);
        for (size_t i = 0; i < module->scope.names.slots.n; i++) {
            const struct value *value = module->scope.names.slots.at[i]->value;
            if (value_is(value, VALUE_CLASS) && value->class->module == module &&
                gather_is_authenticator(j, value->class)) {
                gather_authenticator(j, value->class);
            }
        }
        if (tokens) {
            run_functions(j, &module->scope.names, NULL);
        }
    }
    return j->err;
}

void gather_free(struct judging *j) {
    VEC_EACH(struct arena *, scratch, &j->scratches) {
        arena_free(*scratch);
    }
    j->scratches.n = 0;
}
