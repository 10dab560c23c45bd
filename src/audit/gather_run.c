/* SPDX-License-Identifier: Apache-2.0 */
/* Beginning and ending a run, and the calls of jwt.decode that are seen while it lasts. */
#include "audit/gather_run.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "django/blurred.h"
#include "django/call.h"

static bool named(const struct function *function, const char *module, const char *name) {
    return span_equal(function->module->name, span_from(module)) &&
           span_equal(function->name, span_from(name));
}

static bool is_off(const struct value *value) {
    return value_is(value, VALUE_BOOL) && !value->number;
}

/* verify=False, which PyJWT heeds before 2 alone; there it is also what stands third. */
static bool is_switched_off(struct interp *in, struct decode_call *call,
                            const struct arguments *arguments) {
    bool off = is_off(argument(arguments, SIZE_MAX, "verify"));
    if (call->library != PACKAGE_PYJWT) {
        return off;
    }
    int before =
        requirements_before(&in->program->requirements, PACKAGE_PYJWT, (struct version){{2}});
    off = (off || is_off(argument(arguments, 2, NULL))) && before >= 0;
    call->older_only = off && before == 0;
    return off;
}

static enum truth verifies(struct interp *in, const struct decode_call *call) {
    if (!call->options) {
        return call->open ? TRUTH_UNKNOWN : TRUTH_YES;
    }
    const struct value *said = dict_text(in, call->options, SPAN("verify_signature"));
    if (!value_is(call->options, VALUE_DICT)) {
        return value_is(call->options, VALUE_NONE) ? TRUTH_YES : TRUTH_UNKNOWN;
    }
    return said ? interp_truth(in, said) : TRUTH_YES;
}

/* Remembers a function of the project's own that was called. */
static void add_ran(struct judging *j, const struct value *callee) {
    enum { MOST = 64 };
    const struct function *of = value_is_function(callee) ? callee->function : NULL;
    if (!of || !module_is_own(of->module) || !of->node || j->ran.n >= MOST) {
        return;
    }
    VEC_EACH(const struct written, ran, &j->ran) {
        if (ran->node == of->node) {
            return;
        }
    }
    struct written ran = {of->module, of->node};
    if (!vec_push(j->arena, &j->ran, ran)) {
        j->err = ERR_MEMORY;
    }
}

/* jwt.encode(claims, key, …) */
static void add_encode(struct judging *j, const struct call_seen *seen) {
    const struct arguments *a = seen->arguments;
    bool own = seen->callee->kind == VALUE_FUNCTION && a->module && a->module->own;
    if (own && (named(seen->callee->function, "jwt", "encode") ||
                named(seen->callee->function, "jose.jwt", "encode"))) {
        struct decode_call call = {.run = j->runs,
                                   .module = a->module,
                                   .node = a->node,
                                   .key = argument(a, 1, "key"),
                                   .function =
                                       py_around(a->module->file.root, a->node, PY_FUNCTION)};
        if (!vec_push(j->arena, &j->encodes, call)) {
            j->err = ERR_MEMORY;
        }
    }
}

/* jwt.get_unverified_header(token) */
static void add_header(struct judging *j, const struct call_seen *seen) {
    const struct arguments *a = seen->arguments;
    bool own = seen->callee->kind == VALUE_FUNCTION && a->module && a->module->own;
    if (own && named(seen->callee->function, "jwt", "get_unverified_header")) {
        struct decode_call call = {.run = j->runs,
                                   .module = a->module,
                                   .node = a->node,
                                   .function =
                                       py_around(a->module->file.root, a->node, PY_FUNCTION)};
        if (!vec_push(j->arena, &j->headers, call)) {
            j->err = ERR_MEMORY;
        }
    }
}

/* jose.jws.verify(token, key, algorithms, verify=False): what it gives was signed by anybody. */
static bool is_lax_jws(const struct call_seen *seen) {
    const struct value *verify = argument(seen->arguments, 3, "verify");
    return named(seen->callee->function, "jose.jws", "verify") && is_off(verify);
}

/* authlib.jose's JsonWebToken([…]).decode(token, key, claims_options={…}) */
static bool is_authlib(const struct call_seen *seen) {
    return seen->callee->kind == VALUE_METHOD && seen->callee->function &&
           !MUTANT(authlib_unseen) && named(seen->callee->function, "authlib.jose", "decode");
}

/* What authlib is asked of the claims; its algorithms are the object's. */
static void read_authlib(struct interp *in, struct decode_call *call,
                         const struct call_seen *seen) {
    const struct value *self = seen->callee->inner;
    const struct slot *algorithms =
        value_is(self, VALUE_OBJECT) ? table_find(&self->object->names, SPAN("algorithms")) : NULL;
    call->library = PACKAGE_AUTHLIB;
    call->algorithms = algorithms ? algorithms->value : &value_unknown;
    call->options = argument(seen->arguments, 3, "claims_options");
    call->audience = call->options ? dict_text(in, call->options, SPAN("aud")) : NULL;
    call->issuer = call->options ? dict_text(in, call->options, SPAN("iss")) : NULL;
    call->open |= call->options && !value_is(call->options, VALUE_DICT) &&
                  !value_is(call->options, VALUE_NONE);
}

static void on_call(struct interp *in, const struct call_seen *seen) {
    struct judging *j = in->user;
    add_ran(j, seen->callee);
    add_encode(j, seen);
    add_header(j, seen);
    bool authlib = is_authlib(seen);
    if ((seen->callee->kind != VALUE_FUNCTION && !authlib) || !seen->arguments->module ||
        !seen->arguments->module->own ||
        !(authlib || named(seen->callee->function, "jwt", "decode") ||
          named(seen->callee->function, "jwt", "decode_complete") ||
          named(seen->callee->function, "jose.jwt", "decode") || is_lax_jws(seen))) {
        return;
    }
    const struct arguments *a = seen->arguments;
    struct decode_call call = {.run = j->runs,
                               .module = a->module,
                               .node = a->node,
                               .open = a->open,
                               .key = argument(a, 1, "key"),
                               .algorithms = argument(a, 2, "algorithms"),
                               .options = argument(a, 3, "options"),
                               .audience = argument(a, SIZE_MAX, "audience"),
                               .issuer = argument(a, SIZE_MAX, "issuer")};
    call.library = span_equal(seen->callee->function->module->name, SPAN("jwt")) ? PACKAGE_PYJWT
                                                                                 : PACKAGE_JOSE;
    if (authlib) {
        read_authlib(in, &call, seen);
    }
    bool off = is_lax_jws(seen) || is_switched_off(in, &call, a);
    call.verifies = off ? TRUTH_NO : verifies(in, &call);
    call.function = py_around(a->module->file.root, a->node, PY_FUNCTION);
    const struct value *self = seen->frame ? seen->frame->self : NULL;
    /* Of a function, the first thing given stands there: the request, which all of them share. */
    bool own = value_is(self, VALUE_OBJECT) && module_is_own(self->object->class->module);
    call.self = own && !self->object->class->epoch ? self->object->class : NULL;
    call.entry = j->entry;
    call.entry_function = j->entry_function;
    if (!vec_push(j->arena, &j->decodes, call)) {
        j->err = ERR_MEMORY;
    }
}

/* A run whose bindings are undone; what it makes stays, for the rules to look at. */
size_t gather_begin(struct judging *j) {
    struct interp *in = j->in;
    in->epoch++;
    j->runs++;
    memset(&j->ran, 0, sizeof(j->ran));
    in->user = j;
    in->seen = on_call;
    interp_begin(in, 50000);
    return interp_mark(in);
}

/* What a method does behind the place where its run ended, no rule sees: that is told, once. */
static void say_spent(struct judging *j) {
    const struct interp *in = j->in;
    const struct py *node = in->steps > in->steps_most ? in->spent_node : NULL;
    if (!node || !module_is_own(in->spent_module) || MUTANT(runs_cut_unsaid)) {
        return;
    }
    VEC_EACH(const struct py *, known, &j->cut) {
        if (*known == node) {
            return;
        }
    }
    if (!vec_push(j->arena, &j->cut, node)) {
        j->err = ERR_MEMORY;
    }
    diag_add(in->diag, DIAG_WARNING, py_place(&in->spent_module->file, node),
             "too much would have to be followed here: what comes behind it is not judged");
}

void gather_end(struct judging *j, size_t mark) {
    struct interp *in = j->in;
    say_spent(j);
    interp_undo(in, mark);
    in->seen = NULL;
    j->entry = NULL;
    j->entry_function = NULL;
    in->raised = in->softly = NULL;
    in->epoch = 0;
    in->journal.at = NULL;
    in->journal.n = in->journal.room = 0;
}

const struct value *gather_request(struct interp *in) {
    struct arguments one = {0};
    const struct value *class = module_import(in, SPAN("postern.request.CredentialRequest"));
    return vec_push(in->arena, &one.list, value_str(in, SPAN("GET"))) ? interp_call(in, class, &one)
                                                                      : &value_unknown;
}

/* Runs __init__ with steps of its own, so that as many are left for what the run is about. What it
 * had not come to lay on the object by then is not known. */
static void make(struct interp *in, const struct value *object) {
    struct arguments unknown = {.open = true};
    size_t steps = in->steps, most = in->steps_most;
    in->steps = 0;
    in->steps_most = LIMIT_OBJECT_STEPS;
    (void)call_method(in, object, SPAN("__init__"), &unknown);
    bool all = in->steps <= in->steps_most;
    in->steps = MUTANT(making_spends) && !all ? most : steps;
    in->steps_most = most;
    in->raised = NULL;
    if (!all && !MUTANT(unmade_lack)) {
        blur(in, object);
    }
}

const struct value *gather_object(struct judging *j, struct class *class) {
    struct class *holder = NULL;
    const struct value *object = value_object(j->in, class);
    const struct value *init = class_get(j->in, class, SPAN("__init__"), &holder, NULL);
    if (value_is(init, VALUE_FUNCTION) && module_is_own(holder->module) &&
        !MUTANT(unmade_objects)) {
        make(j->in, object);
    }
    return object;
}
