/* SPDX-License-Identifier: Apache-2.0 */
/* Authenticators, run with some credential shown. */
#include "audit/gather_authenticator.h"

#include "audit/gather_run.h"

static bool has_authenticator(const struct judging *j, const struct class *class) {
    VEC_EACH(const struct authenticator, each, &j->authenticators) {
        if (each->class == class) {
            return true;
        }
    }
    return false;
}

/* Of an inherited authenticate(), the part that the project has written itself. */
static const struct value *overridden(struct interp *in, struct class *class,
                                      const struct value *method, struct class **holder) {
    static const struct span parts[] = {SPAN_INIT("authenticate_credentials"),
                                        SPAN_INIT("get_user"), SPAN_INIT("get_validated_token"),
                                        SPAN_INIT("get_raw_token"), SPAN_INIT("get_header")};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        struct class *at = NULL;
        const struct value *part = class_get(in, class, parts[i], &at, NULL);
        if (value_is(part, VALUE_FUNCTION) && at && module_is_own(at->module)) {
            *holder = at;
            return part;
        }
    }
    return method;
}

static bool is_ninja(struct interp *in, struct class *class) {
    return class_is(in, class, SPAN("ninja.security.base.AuthBase")) == TRUTH_YES;
}

/* Ninja calls authenticate with the token, the key, or the name and the password. */
static void add_shown(struct judging *j, struct class *class, const struct authenticator *run,
                      struct arguments *out) {
    bool basic = class_is(j->in, class, SPAN("ninja.security.http.HttpBasicAuth")) == TRUTH_YES;
    for (size_t i = 0; run->ninja && i < (basic ? 2 : 1); i++) {
        if (!vec_push(j->in->arena, &out->list, value_tainted(j->in, TAINT_INPUT))) {
            j->err = ERR_MEMORY;
        }
    }
}

/* As DRF's would say it: (user, None). */
static const struct value *paired(struct interp *in, const struct value *result) {
    if (result->kind == VALUE_CHOICE) {
        const struct value *all = NULL;
        for (size_t i = 0; i < result->sequence->items.n; i++) {
            all = value_join(in, all, paired(in, result->sequence->items.at[i].value));
        }
        return all ? all : result;
    }
    const struct value *pair =
        value_is(result, VALUE_NONE) ? result : value_sequence(in, SEQUENCE_TUPLE);
    if (value_is(pair, VALUE_SEQUENCE)) {
        sequence_add_item(in, pair, (struct item){result, false});
        sequence_add_item(in, pair, (struct item){&value_none, false});
    }
    return pair;
}

void gather_authenticator(struct judging *j, struct class *class) {
    struct interp *in = j->in;
    struct class *holder = NULL;
    const struct value *method = class_get(in, class, SPAN("authenticate"), &holder, NULL);
    if (!value_is(method, VALUE_FUNCTION) || !holder || has_authenticator(j, class)) {
        return;
    }
    size_t mark = gather_begin(j);
    j->entry = class;
    struct arguments two = {.module = class->module, .node = class->node};
    const struct value *self = gather_object(j, class);
    const struct value *request = gather_request(in);
    if (!vec_push(in->arena, &two.list, self) || !vec_push(in->arena, &two.list, request)) {
        j->err = ERR_MEMORY;
        return;
    }
    struct authenticator run = {.class = class, .ninja = is_ninja(in, class)};
    add_shown(j, class, &run, &two);
    size_t asked = in->asked_active;
    run.result = interp_call(in, method, &two);
    run.result = run.ninja ? paired(in, run.result) : run.result;
    run.asks_active = in->asked_active != asked;
    run.escapes = value_join(in, in->softly, in->raised);
    run.has_base =
        run.ninja ||
        class_is(in, class, SPAN("rest_framework.authentication.BaseAuthentication")) != TRUTH_NO;
    if (holder->module->inner) {
        method = overridden(in, class, method, &holder);
    }
    run.module = holder->module;
    run.method = method->node;
    memcpy(&run.ran, &j->ran, sizeof(run.ran));
    gather_end(j, mark);
    if (!vec_push(j->arena, &j->authenticators, run)) {
        j->err = ERR_MEMORY;
    }
}

bool gather_is_authenticator(struct judging *j, struct class *class) {
    return is_ninja(j->in, class) ||
           class_is(j->in, class, SPAN("rest_framework.authentication.BaseAuthentication")) ==
               TRUTH_YES;
}

void gather_middleware(struct judging *j, struct class *class) {
    static const struct span names[] = {SPAN_INIT("__call__"), SPAN_INIT("process_request"),
                                        SPAN_INIT("process_view")};
    struct interp *in = j->in;
    struct class *holder = NULL;
    const struct value *method = NULL;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !method; i++) {
        const struct value *found = class_get(in, class, names[i], &holder, NULL);
        method = value_is(found, VALUE_FUNCTION) && holder && module_is_own(holder->module) ? found
                                                                                            : NULL;
    }
    /* What descends from Django's own says who the session's user is, and reads no credential. */
    bool session = class_is(in, class,
                            SPAN("django.contrib.auth.middleware."
                                 "AuthenticationMiddleware")) == TRUTH_YES;
    if (!method || session || has_authenticator(j, class)) {
        return;
    }
    size_t mark = gather_begin(j);
    j->entry = class;
    const struct value *self = gather_object(j, class);
    const struct value *request = gather_request(in);
    const struct value *before = interp_get(in, request, SPAN("user"));
    struct arguments two = {.module = class->module, .node = class->node, .open = true};
    if (!vec_push(in->arena, &two.list, self) || !vec_push(in->arena, &two.list, request)) {
        j->err = ERR_MEMORY;
        return;
    }
    size_t asked = in->asked_active;
    (void)interp_call(in, method, &two);
    const struct value *user = interp_get(in, request, SPAN("user"));
    struct authenticator run = {.class = class,
                                .result = &value_none,
                                .has_base = true,
                                .asks_active = in->asked_active != asked,
                                .method = method->node,
                                .module = holder->module};
    bool set = user && before && user != before;
    run.result = set ? paired(in, user) : &value_none;
    memcpy(&run.ran, &j->ran, sizeof(run.ran));
    gather_end(j, mark);
    if (set && !vec_push(j->arena, &j->authenticators, run)) {
        j->err = ERR_MEMORY;
    }
}
