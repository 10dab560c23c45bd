/* SPDX-License-Identifier: Apache-2.0 */
/* One operation after the other gets the schemes that open it, or the reason why nothing does. */
#include "policy/compile.h"

#include "base/limits.h"
#include "base/mutant.h"
#include "policy/compile_assertion.h"
#include "policy/compile_choice.h"
#include "policy/compile_redis.h"
#include "policy/compile_scheme.h"

/* The key of an operation in maps: "GET /orders/{id}/". */
static struct span name_of(struct arena *arena, struct span method, struct span template) {
    return arena_printf(arena, "%.*s %.*s", SPAN_ARG(method), SPAN_ARG(template));
}

static enum err index_config(struct compiling *c) {
    VEC_EACH(struct config_operation, operation, &c->config->operations) {
        struct span name = name_of(c->arena, operation->method, operation->template);
        TRY_PTR(name.ptr);
        if (map_get(&c->written, name)) {
            COMPILE_FAULT(c, operation->node, "%.*s stands there twice", SPAN_ARG(name));
        }
        TRY(map_put(c->arena, &c->written, name, operation));
    }
    return OK;
}

static enum err add(struct compiling *c, struct policy_operation *operation) {
    const struct route *route = routes_at(&c->out->routes, operation->template);
    if (route_has(route, operation->method)) {
        diag_add(c->diag, DIAG_WARNING, operation->place,
                 "%.*s %.*s is another operation's as well, but for names of placeholders; the "
                 "first one counts",
                 SPAN_ARG(operation->method), SPAN_ARG(operation->template));
        return OK;
    }
    operation->index = c->out->operations.n;
    if (!vec_push(c->arena, &c->out->operations, operation)) {
        return ERR_MEMORY;
    }
    return routes_add(&c->out->routes, operation->template, operation->method, operation);
}

static struct policy_operation *new_operation(struct compiling *c, struct span method,
                                              struct span template, struct place place) {
    struct policy_operation *operation = arena_new(c->arena, struct policy_operation);
    if (operation) {
        *operation = (struct policy_operation){
            .method = method, .template = template, .place = place, .why = SPAN("")};
    }
    return operation;
}

static enum err compile_declared(struct compiling *c, const struct operation *declared) {
    struct span template = arena_join(c->arena, declared->base, declared->path);
    TRY_PTR(template.ptr);
    struct policy_operation *operation =
        new_operation(c, declared->method, template, declared->place);
    TRY_PTR(operation);
    struct span name = name_of(c->arena, declared->method, template);
    TRY_PTR(name.ptr);
    struct config_operation *config = map_get(&c->written, name);
    if (config) {
        config->used = true;
    }
    operation->config = config;
    TRY(compile_choices(c, &declared->security, operation));
    return add(c, operation);
}

static enum err refuse_unreadable(struct compiling *c, const struct unreadable *unreadable,
                                  struct span base) {
    struct span template = arena_join(c->arena, base, unreadable->path);
    TRY_PTR(template.ptr);
    struct policy_operation *operation =
        new_operation(c, unreadable->method, template, unreadable->place);
    TRY_PTR(operation);
    operation->why = arena_printf(c->arena, "the contract cannot be read here: %.*s",
                                  SPAN_ARG(unreadable->reason));
    TRY_PTR(operation->why.ptr);
    return add(c, operation);
}

static bool is_first_of_base(const struct contract *contract, const struct operation *operation) {
    VEC_EACH(const struct operation, earlier, &contract->operations) {
        if (earlier == operation || span_equal(earlier->base, operation->base)) {
            return earlier == operation;
        }
    }
    return true;
}

/* What cannot be read may stand under any of the servers' paths; left out, its requests would be
 * those of a template beside it ("/orders/{id}"). */
static enum err compile_unreadable(struct compiling *c, const struct unreadable *unreadable) {
    if (!c->contract->operations.n) {
        return refuse_unreadable(c, unreadable, SPAN(""));
    }
    VEC_EACH(const struct operation, operation, &c->contract->operations) {
        if (is_first_of_base(c->contract, operation) && !MUTANT(unreadable_dropped)) {
            TRY(refuse_unreadable(c, unreadable, operation->base));
        }
    }
    return OK;
}

/* What is written for operations that the contract does not have: public ones are the reviewer's
 * word, others are a slip. */
static enum err compile_written(struct compiling *c, struct config_operation *config) {
    if (config->used) {
        return OK;
    }
    if (!config->is_public) {
        COMPILE_FAULT(c, config->node, "the contract has no operation %.*s %.*s",
                      SPAN_ARG(config->method), SPAN_ARG(config->template));
        return OK;
    }
    struct policy_operation *operation = new_operation(
        c, config->method, config->template,
        (struct place){c->config->file, config->node->line, config->node->column, {0}});
    TRY_PTR(operation);
    operation->config = config;
    operation->access = POLICY_PUBLIC;
    operation->why = SPAN("the contract does not name it");
    return add(c, operation);
}

static enum err add_carriers(struct compiling *c) {
    static const struct policy_carrier usual = {SCHEME_QUERY, SPAN_INIT("access_token")};
    if (!vec_push(c->arena, &c->out->carriers, usual)) { /* RFC 6750, section 2.3 */
        return ERR_MEMORY;
    }
    VEC_EACH(const struct scheme, scheme, &c->contract->schemes) {
        bool elsewhere = scheme->kind == SCHEME_HEADER || scheme->kind == SCHEME_QUERY ||
                         scheme->kind == SCHEME_COOKIE;
        struct policy_carrier carrier = {scheme->kind, scheme->parameter};
        if (elsewhere && !vec_push(c->arena, &c->out->carriers, carrier)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err compile_all(struct compiling *c) {
    TRY(index_config(c));
    TRY(compile_schemes(c));
    TRY(compile_assertion(c));
    TRY(compile_redis(c));
    TRY(add_carriers(c));
    VEC_EACH(const struct operation, operation, &c->contract->operations) {
        TRY(compile_declared(c, operation));
    }
    VEC_EACH(const struct unreadable, unreadable, &c->contract->unreadable) {
        TRY(compile_unreadable(c, unreadable));
    }
    VEC_EACH(struct config_operation, operation, &c->config->operations) {
        TRY(compile_written(c, operation));
    }
    return OK;
}

enum err compile_policy(struct arena *arena, const struct compile_options *options,
                        struct policy *out, struct diag *diag) {
    *out = (struct policy){.config = options->config, .routes.arena = arena};
    struct compiling c = {.arena = arena,
                          .contract = options->contract,
                          .config = options->config,
                          .options = options,
                          .out = out,
                          .diag = diag};
    size_t before = diag->errors; /* the contract's own: what they are about is refused */
    TRY(compile_all(&c));
    routes_seal(&out->routes);
    return diag->errors > before ? ERR_INVALID : OK;
}
