/* SPDX-License-Identifier: Apache-2.0 */
/* Findings told, with the endpoints that they affect. */
#include "audit/judge.h"

#include "audit/heir.h"
#include "audit/rows.h"
#include "audit/scheme.h"
#include "base/buf.h"

static struct span fingerprint(struct judging *j, const struct place *place, struct span about) {
    static const uint64_t key[2] = {0x706f737465726e21, 0x6175646974000001};
    BUF_SCOPE text = {0};
    buf_printf(&text, "%s|%.*s|%.*s", j->rule->id, SPAN_ARG(place->file), SPAN_ARG(about));
    return arena_printf(j->arena, "%016llx", (unsigned long long)map_hash(key, buf_span(&text)));
}

static struct finding *known_at(struct judging *j, const struct place *place) {
    VEC_EACH(struct finding, finding, &j->result->findings) {
        if (finding->rule == j->rule && finding->place.line == place->line &&
            finding->place.column == place->column &&
            span_equal(finding->place.file, place->file)) {
            return finding;
        }
    }
    return NULL;
}

static struct endpoint_name *name_of_route(struct judging *j, struct finding *finding,
                                           struct span route) {
    for (size_t i = 0; i < finding->endpoints.n; i++) {
        if (span_equal(finding->endpoints.at[i].route, route)) {
            return &finding->endpoints.at[i];
        }
    }
    struct endpoint_name *made = vec_add(j->arena, &finding->endpoints);
    if (made) {
        made->route = route;
    }
    return made;
}

void judge_affects(struct judging *j, struct finding *finding, const struct endpoint *endpoint) {
    struct endpoint_name *name = name_of_route(j, finding, endpoint->route);
    if (!name) {
        j->err = ERR_MEMORY;
        return;
    }
    VEC_EACH(const struct span, method, &endpoint->methods) {
        bool there = false;
        VEC_EACH(const struct span, known, &name->methods) {
            there |= span_equal(*known, *method);
        }
        if (!there && !vec_push(j->arena, &name->methods, *method)) {
            j->err = ERR_MEMORY;
        }
    }
}

/* What the place stands in: the same after lines have moved. */
static struct span surroundings(struct judging *j, const struct module *module,
                                const struct py *node) {
    if (!module || !node) {
        return SPAN("");
    }
    const struct py *class = py_around(module->file.root, node, PY_CLASS);
    const struct py *function = py_around(module->file.root, node, PY_FUNCTION);
    struct span first = span_slice(py_source(&module->file, node), 0, 60);
    struct span rest = first;
    first = span_cut(&rest, '\n');
    return arena_printf(j->arena, "%.*s.%.*s.%.*s", SPAN_ARG(py_text(py_get(class, PY_ROLE_NAME))),
                        SPAN_ARG(py_text(py_get(function, PY_ROLE_NAME))), SPAN_ARG(first));
}

static struct finding *find_or_add(struct judging *j, enum severity severity,
                                   const struct place *place, struct span about,
                                   struct span words) {
    struct finding *finding = known_at(j, place);
    if (!finding) {
        finding = vec_add(j->arena, &j->result->findings);
        if (!finding) {
            j->err = ERR_MEMORY;
            return NULL;
        }
        *finding = (struct finding){.rule = j->rule,
                                    .severity = severity,
                                    .confidence = CONFIDENCE_CONFIRMED,
                                    .place = *place,
                                    .message = words,
                                    .fingerprint = fingerprint(j, place, about)};
    }
    finding->severity = severity > finding->severity ? severity : finding->severity;
    return finding;
}

struct finding *judge_tell(struct judging *j, enum severity severity, const struct module *module,
                           const struct py *node, const struct endpoint *endpoint,
                           const char *format, ...) {
    struct place place = rows_place(module, node);
    if (!place.file.len && endpoint) { /* a package's view: where it is routed */
        place = rows_place(endpoint->route_module, endpoint->route_node);
    }
    va_list arguments;
    va_start(arguments, format);
    struct span words = arena_vprintf(j->arena, format, arguments);
    va_end(arguments);
    struct finding *finding =
        find_or_add(j, severity, &place, surroundings(j, module, node), words);
    if (finding && endpoint) {
        judge_affects(j, finding, endpoint);
    }
    return finding;
}

struct finding *judge_tell_place(struct judging *j, enum severity severity,
                                 const struct place *place, struct span about, const char *format,
                                 ...) {
    va_list arguments;
    va_start(arguments, format);
    struct span words = arena_vprintf(j->arena, format, arguments);
    va_end(arguments);
    return find_or_add(j, severity, place, about, words);
}

struct span judge_scheme(struct judging *j, const struct in_effect *authenticator) {
    return scheme_of(j->in, authenticator);
}

static bool holds(const struct effects *effects, const struct class *class) {
    VEC_EACH(const struct in_effect, effect, &effects->all) {
        if (effect->class == class) {
            return true;
        }
    }
    return false;
}

/* A decorator that guards a function. */
static bool laid_around(const struct endpoint *e, const struct py *function) {
    VEC_EACH(const struct in_effect, guard, &e->permissions.all) {
        if (function && !guard->class && guard->node == function) {
            return true;
        }
    }
    return false;
}

/* Whether the endpoint's view, or what guards it, is what the run of the call began with. */
static bool reaches(const struct endpoint *e, const struct decode_call *call) {
    const struct value *function = e->function;
    bool view = call->entry && e->class == call->entry;
    bool handler = call->entry_function && function && function->node == call->entry_function;
    return view || handler || laid_around(e, call->entry_function) ||
           (call->entry &&
            (holds(&e->authenticators, call->entry) || holds(&e->permissions, call->entry)));
}

/* Adds the endpoints whose runs came to the call. */
static void add_callers(struct judging *j, struct finding *finding, const struct decode_call *of) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        bool same = call->node == of->node && call->module == of->module;
        for (size_t i = 0; same && i < j->endpoints->all.n; i++) {
            if (reaches(&j->endpoints->all.at[i], call)) {
                judge_affects(j, finding, &j->endpoints->all.at[i]);
            }
        }
    }
}

struct finding *judge_tell_call(struct judging *j, enum severity severity,
                                const struct decode_call *call, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct span words = arena_vprintf(j->arena, format, arguments);
    va_end(arguments);
    struct class *self = call->self;
    bool derived = heir_changes(call);
    struct finding *finding =
        judge_tell(j, severity, derived ? self->module : call->module,
                   derived ? self->node : call->node, NULL, "%.*s", SPAN_ARG(words));
    if (derived) {
        judge_step(j, finding, call->module, call->node, "the call that %.*s inherits",
                   SPAN_ARG(self->name));
    }
    if (finding) {
        add_callers(j, finding, call);
    }
    return finding;
}

struct finding *judge_tell_class(struct judging *j, enum severity severity,
                                 const struct authenticator *each, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct span words = arena_vprintf(j->arena, format, arguments);
    va_end(arguments);
    bool derived =
        each->module != each->class->module || !py_within(each->method, each->class->node);
    struct finding *finding =
        judge_tell(j, severity, derived ? each->class->module : each->module,
                   derived ? each->class->node : each->method, NULL, "%.*s", SPAN_ARG(words));
    if (derived) {
        judge_step(j, finding, each->module, each->method, "authenticate() is inherited from here");
    }
    return finding;
}

void judge_step(struct judging *j, struct finding *finding, const struct module *module,
                const struct py *node, const char *format, ...) {
    if (!finding || !module || module->inner || !node) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    struct trace_step step = {rows_place(module, node), arena_vprintf(j->arena, format, arguments)};
    va_end(arguments);
    for (size_t i = 0; i < finding->trace.n; i++) {
        if (span_equal(finding->trace.at[i].words, step.words)) {
            return;
        }
    }
    if (!vec_push(j->arena, &finding->trace, step)) {
        j->err = ERR_MEMORY;
    }
}

int judge_before(const struct judging *j, enum package package, uint32_t major, uint32_t minor) {
    return requirements_before(&j->program->requirements, package,
                               (struct version){{major, minor}});
}

bool judge_is_nobody(struct judging *j, const struct value *user) {
    struct class *class = value_is(user, VALUE_OBJECT) ? user->object->class : NULL;
    const struct value *said =
        class ? class_get(j->in, class, SPAN("is_authenticated"), NULL, NULL) : NULL;
    return said && value_is(said, VALUE_BOOL) && !said->number &&
           class_is(j->in, class, SPAN("django.contrib.auth.models.AnonymousUser")) == TRUTH_YES;
}

bool value_may_be(const struct value *value, bool (*is)(const struct value *value)) {
    if (!value) {
        return false;
    }
    if (value->kind == VALUE_CHOICE) {
        for (size_t i = 0; i < value->sequence->items.n; i++) {
            if (is(value->sequence->items.at[i].value)) {
                return true;
            }
        }
        return false;
    }
    return is(value);
}

void judge_nodes(struct judging *j, void (*visit)(void *user, const struct py *node)) {
    VEC_EACH(const struct module *, module, &j->modules) {
        py_walk((*module)->file.root, visit, &(struct visit){j, *module});
    }
}

struct span judge_dotted(struct judging *j, const struct py *expression) {
    if (py_is(expression, PY_NAME)) {
        return py_text(expression);
    }
    if (!py_is(expression, PY_ATTRIBUTE)) {
        return SPAN("");
    }
    struct span of = judge_dotted(j, py_get(expression, PY_ROLE_OBJECT));
    struct span name = py_text(py_get(expression, PY_ROLE_ATTRIBUTE));
    return of.len ? arena_printf(j->arena, "%.*s.%.*s", SPAN_ARG(of), SPAN_ARG(name)) : SPAN("");
}
