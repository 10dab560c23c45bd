/* SPDX-License-Identifier: Apache-2.0 */
/* Selecting operations by globs, ordering them by what they can teach each other. */
#include "scan/plan.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mutant.h"
#include "scan/build/noun.h"
#include "scan/caution.h"
#include "scan/login/login_operation.h"
#include "scan/path_memory.h"
#include "scan/probe.h"
#include "text/glob.h"
#include "text/uri.h"

#include <stdlib.h>

enum { MOST_BASE_PATHS = 16 };

/* With or without the slash at its end: whoever writes a glob does not think of it. */
static bool fits(struct span glob, struct span text) {
    struct span bare = text;
    bare.len -= text.len && text.ptr[text.len - 1] == '/';
    return glob_match(glob, text) || glob_match(glob, bare);
}

static bool any_glob(const struct span *globs, size_t n, const struct operation *operation,
                     struct span whole) {
    for (size_t i = 0; i < n; i++) {
        if (fits(globs[i], whole) || fits(globs[i], operation->path)) {
            return true;
        }
    }
    return false;
}

bool plan_wants(const struct scan_options *options, const struct rule *rule) {
    bool wanted = options->only_n == 0;
    for (size_t i = 0; i < options->only_n; i++) {
        wanted |= span_equal(options->only[i], span_from(rule->id));
    }
    for (size_t i = 0; i < options->skip_n; i++) {
        wanted &= !span_equal(options->skip[i], span_from(rule->id));
    }
    return wanted;
}

/* What --include and --exclude say. */
static bool fits_globs(const struct scan_options *options, const struct operation *operation) {
    if (!options->include_n && !options->exclude_n) {
        return true;
    }
    BUF_SCOPE whole = {0};
    buf_add(&whole, operation->method);
    buf_byte(&whole, ' ');
    buf_add(&whole, operation->path);
    bool in = options->include_n == 0 ||
              any_glob(options->include, options->include_n, operation, buf_span(&whole));
    return in && !any_glob(options->exclude, options->exclude_n, operation, buf_span(&whole));
}

/* And --shard. */
static bool is_meant(const struct scan_options *options, const struct operation *operation) {
    return share_has(options->share, operation->path) && fits_globs(options, operation);
}

static bool is_skipped(const struct operation *operation) {
    return operation->skip.len && !MUTANT(skipped_asked);
}

bool plan_selects(const struct scan_options *options, const struct operation *operation) {
    return is_meant(options, operation) && !is_skipped(operation);
}

bool plan_is_elsewhere(const struct scan_options *options, const struct operation *operation) {
    return !share_has(options->share, operation->path) && fits_globs(options, operation) &&
           !is_skipped(operation);
}

/* "/invoice?number=" is a detail as much as "/invoices/{number}". */
static bool wants_id_in_query(const struct operation *operation) {
    VEC_EACH(const struct parameter, parameter, &operation->parameters) {
        if (parameter->in == IN_QUERY && parameter->required && noun_is_id(parameter->name)) {
            return !MUTANT(queries_among_lists);
        }
    }
    return false;
}

/* Lists before details, reads before writes: what the first teach, the next ones use. */
static unsigned wave_of(const struct operation *operation) {
    enum { LAST_WAVE = 10000 };
    unsigned ids = wants_id_in_query(operation);
    for (size_t i = 0; i < operation->path.len; i++) {
        ids += operation->path.ptr[i] == '{';
    }
    if (span_equal(operation->method, SPAN("DELETE"))) {
        return LAST_WAVE - ids; /* nobody else finds what is gone; what is nested goes first */
    }
    return ids * 2 + !build_is_read(operation->method);
}

static int by_wave(const void *left, const void *right) {
    const struct planned *a = left, *b = right;
    if (a->wave != b->wave) {
        return a->wave < b->wave ? -1 : 1;
    }
    return (a->index > b->index) - (a->index < b->index);
}

/* Where the operation is, as a template: below the target's base path. */
static struct span route_of(struct arena *arena, const struct scan_options *options,
                            const struct operation *operation) {
    struct span front = uri_path(options->base_url);
    return arena_printf(arena, "%.*s%.*s%.*s", SPAN_ARG(front),
                        SPAN_ARG(build_base(options->base_url, operation->base)),
                        SPAN_ARG(operation->path));
}

static enum err add_base_path(struct arena *arena, struct plan *plan, struct span base_path) {
    VEC_EACH(const struct span, known, &plan->base_paths) {
        if (span_equal(*known, base_path)) {
            return OK;
        }
    }
    return plan->base_paths.n == MOST_BASE_PATHS || vec_push(arena, &plan->base_paths, base_path)
               ? OK
               : ERR_MEMORY;
}

/* What cannot be read is named all the same: nobody may call it undeclared. Some begin with a
 * variable that stands for a whole address ("{task_href}cancel/"), and could mean any. */
static enum err index_unreadable(struct arena *arena, const struct scan_options *options,
                                 struct plan *plan) {
    const struct contract *contract = options->contract;
    struct operation named = {.base = {"", 0}};
    if (contract->operations.n) {
        named.base = contract->operations.at[0].base;
    }
    VEC_EACH(const struct unreadable, row, &contract->unreadable) {
        named.path = row->path;
        struct span route = route_of(arena, options, &named);
        TRY_PTR(route.ptr);
        TRY(routes_add(&plan->routes, route, row->method, row));
        plan->anywhere |= span_starts(row->path, SPAN("{"));
    }
    return OK;
}

static enum err index_routes(struct arena *arena, const struct scan_options *options,
                             struct plan *plan) {
    plan->routes.arena = arena;
    VEC_EACH(const struct operation, operation, &options->contract->operations) {
        struct span route = route_of(arena, options, operation);
        TRY_PTR(route.ptr);
        TRY(routes_add(&plan->routes, route, operation->method, operation));
        TRY(add_base_path(arena, plan, span_slice(route, 0, route.len - operation->path.len)));
    }
    TRY(index_unreadable(arena, options, plan));
    routes_seal(&plan->routes);
    return OK;
}

bool plan_declares(const struct plan *plan, const struct planned *planned, struct span method) {
    const struct route *route = routes_at(&plan->routes, planned->route);
    return route_has(route, method) || route_has(route, SPAN("*"));
}

/* Another operation of that route declares security. front, path: the template in two parts. */
static bool guards(const struct plan *plan, const struct planned *planned, struct span front,
                   struct span path) {
    BUF_SCOPE template = {0};
    buf_add(&template, front);
    buf_add(&template, path);
    const struct route *route =
        buf_status(&template) == OK ? routes_at(&plan->routes, buf_span(&template)) : NULL;
    for (size_t i = 0; route && i < route->methods.n; i++) {
        const struct operation *other =
            contract_operation(plan->contract, route->methods.at[i].what);
        if (other && other != planned->operation && plan_of(plan, other) &&
            !security_is_public(&other->security)) {
            return true;
        }
    }
    return false;
}

bool plan_has_kin(const struct plan *plan, const struct planned *planned) {
    struct span path = planned->operation->path;
    struct span front = span_slice(planned->route, 0, planned->route.len - path.len);
    struct span collection = path_memory_collection(path), bare = uri_without_slash(collection);
    return guards(plan, planned, front, path) ||
           (bare.len && (guards(plan, planned, front, bare) ||
                         guards(plan, planned, front, span_slice(path, 0, bare.len + 1))));
}

bool plan_documents(const struct plan *plan, struct span path) {
    if (plan->anywhere || routes_find_loosely(&plan->routes, path)) {
        return true;
    }
    VEC_EACH(const struct span, base_path,
             &plan->base_paths) { /* links leave it out behind a proxy */
        BUF_SCOPE whole = {0};
        buf_add(&whole, *base_path);
        buf_add(&whole, path);
        if (buf_status(&whole) == OK && routes_find_loosely(&plan->routes, buf_span(&whole))) {
            return true;
        }
    }
    return false;
}

static struct planned planned_of(const struct operation *operation, struct span route, size_t index,
                                 const struct login *login) {
    return (struct planned){.operation = operation,
                            .route = route,
                            .index = index,
                            .wave = wave_of(operation),
                            .logs_in = login_is_operation(login, operation),
                            .ends_session = entrance_ends_session(operation),
                            .for_nobody = entrance_is(operation)};
}

static enum err add_row(struct arena *arena, const struct operation *operation,
                        struct result *result) {
    struct operation_result *row = vec_add(arena, &result->operations);
    TRY_PTR(row);
    *row = (struct operation_result){
        .method = operation->method,
        .path = operation->path,
        .tags = {operation->tags.at, operation->tags.n, operation->tags.n},
        .gate = GATE_UNTESTED,
        .reason = SPAN("the scan ended before it"),
        .place = operation->place};
    return OK;
}

/* What the contract cannot say for certain is never asked, and never lost: a row of its own. */
static enum err add_unreadable(struct arena *arena, const struct scan_options *options,
                               struct result *result) {
    VEC_EACH(const struct unreadable, one, &options->contract->unreadable) {
        const struct operation named = {.method = one->method, .path = one->path};
        if (!plan_selects(options, &named)) {
            continue;
        }
        struct operation_result *row = vec_add(arena, &result->operations);
        TRY_PTR(row);
        *row = (struct operation_result){.method = one->method,
                                         .path = one->path,
                                         .gate = GATE_UNTESTED,
                                         .unreadable = true,
                                         .reason = one->reason,
                                         .place = one->place};
    }
    return OK;
}

/* What the user wants left alone is not asked by anybody, and says why. */
static enum err add_skipped(struct arena *arena, const struct scan_options *options,
                            struct result *result) {
    VEC_EACH(const struct operation, operation, &options->contract->operations) {
        if (plan_selects(options, operation) || !is_meant(options, operation)) {
            continue;
        }
        struct span reason = arena_printf(arena, "it is skipped: %.*s", SPAN_ARG(operation->skip));
        TRY_PTR(reason.ptr);
        TRY(add_row(arena, operation, result));
        struct operation_result *row = &result->operations.at[result->operations.n - 1];
        row->reason = reason;
        row->spared = true;
    }
    return OK;
}

static enum err index_operations(struct arena *arena, const struct contract *contract,
                                 struct plan *plan) {
    plan->contract = contract;
    plan->of = arena_array(arena, const struct planned *, contract->operations.n);
    TRY_PTR(plan->of);
    for (size_t i = 0; i < contract->operations.n; i++) {
        plan->of[i] = NULL;
    }
    for (size_t i = 0; i < plan->n; i++) {
        plan->of[plan->at[i].operation - contract->operations.at] = &plan->at[i];
    }
    return OK;
}

const struct planned *plan_of(const struct plan *plan, const struct operation *operation) {
    const struct contract *contract = plan->contract;
    const struct operation *own = contract_operation(contract, operation);
    return own ? plan->of[own - contract->operations.at] : NULL;
}

const struct operation *plan_asked(const struct plan *plan, const struct request *request) {
    const struct route *route = routes_find_loosely(&plan->routes, uri_path(request->url));
    return contract_operation(plan->contract, route_has(route, request->method));
}

enum err plan_make(struct arena *arena, const struct scan_options *options,
                   const struct login *login, struct plan *plan, struct result *result) {
    const struct contract *contract = options->contract;
    TRY(index_routes(arena, options, plan));
    plan->at = arena_array(arena, struct planned, contract->operations.n);
    TRY_PTR(plan->at);
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (plan_selects(options, operation)) {
            TRY(add_row(arena, operation, result));
            struct span route = route_of(arena, options, operation);
            TRY_PTR(route.ptr);
            plan->at[plan->n] = planned_of(operation, route, plan->n, login);
            plan->logs_in |= plan->at[plan->n].logs_in;
            plan->n++;
        }
    }
    TRY(add_skipped(arena, options, result));
    TRY(add_unreadable(arena, options, result));
    qsort(plan->at, plan->n, sizeof(*plan->at), by_wave);
    return index_operations(arena, contract, plan);
}

static void tell_skipped(const struct scan_options *options) {
    VEC_EACH(const struct operation, operation, &options->contract->operations) {
        const struct scan_plan_line line = {.operation = operation, .reason = operation->skip};
        if (operation->skip.len && is_meant(options, operation)) {
            options->plan(options->user, &line);
        }
    }
}

static void tell_unreadable(const struct scan_options *options) {
    VEC_EACH(const struct unreadable, one, &options->contract->unreadable) {
        const struct operation named = {.method = one->method, .path = one->path};
        const struct scan_plan_line line = {.operation = &named, .reason = one->reason};
        if (plan_selects(options, &named)) {
            options->plan(options->user, &line);
        }
    }
}

enum err plan_tell(const struct plan *plan, const struct scan_options *options,
                   const struct result *rehearsed) {
    static const struct known_values nothing;
    const struct known_values *known = options->known ? options->known : &nothing;
    ARENA_SCOPE scratch;
    arena_init(&scratch, LIMIT_SUBJECT_BYTES);
    for (size_t i = 0; i < plan->n; i++) {
        const struct operation *operation = plan->at[i].operation;
        struct caution caution = caution_of(&plan->at[i], options->allow_writes);
        struct draft draft = {.reason = caution.reason};
        if (caution.asked) {
            TRY(build_request(&scratch, options->contract, operation, known, options->base_url,
                              caution.mode, &draft));
        }
        struct scan_plan_line line = {.operation = operation,
                                      .tested = draft.built,
                                      .url = draft.request.url,
                                      .reason = draft.reason,
                                      .requests =
                                          rehearsed->operations.at[plan->at[i].index].requests};
        options->plan(options->user, &line);
        arena_free(&scratch);
    }
    tell_skipped(options);
    tell_unreadable(options);
    return OK;
}
