/* SPDX-License-Identifier: Apache-2.0 */
/* Selecting operations by globs, ordering them by what they can teach each other. */
#include "scan/plan.h"

#include "base/buf.h"
#include "base/limits.h"
#include "scan/probe.h"
#include "text/glob.h"

#include <stdlib.h>

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

bool plan_selects(const struct scan_options *options, const struct operation *operation) {
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

/* Lists before details, reads before writes: what the first teach, the next ones use. */
static unsigned wave_of(const struct operation *operation) {
    unsigned ids = 0;
    for (size_t i = 0; i < operation->path.len; i++) {
        ids += operation->path.ptr[i] == '{';
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

/* The methods of one path: a path has few, so they are looked through. */
struct declared_methods {
    VEC(struct span) all;
};

static enum err index_method(struct arena *arena, struct map *all, struct span path,
                             struct span method) {
    struct declared_methods *methods = map_get(all, path);
    if (!methods) {
        methods = arena_new(arena, struct declared_methods);
        TRY_PTR(methods);
        TRY(map_put(arena, all, path, methods));
    }
    return vec_push(arena, &methods->all, method) ? OK : ERR_MEMORY;
}

/* What cannot be read is named all the same: nobody may call it undeclared. */
static enum err index_methods(struct arena *arena, const struct contract *contract,
                              struct map *all) {
    VEC_EACH(const struct operation, operation, &contract->operations) {
        TRY(index_method(arena, all, operation->path, operation->method));
    }
    VEC_EACH(const struct unreadable, row, &contract->unreadable) {
        TRY(index_method(arena, all, row->path, row->method));
    }
    return OK;
}

bool plan_declares(const struct plan *plan, struct span path, struct span method) {
    const struct declared_methods *methods = map_get(&plan->methods, path);
    for (size_t i = 0; methods && i < methods->all.n; i++) {
        struct span declared = methods->all.at[i];
        if (span_equal(declared, method) || span_equal(declared, SPAN("*"))) {
            return true;
        }
    }
    return false;
}

static struct planned planned_of(const struct operation *operation, size_t index,
                                 const struct login *login) {
    return (struct planned){.operation = operation,
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
    *row = (struct operation_result){.method = operation->method,
                                     .path = operation->path,
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

enum err plan_make(struct arena *arena, const struct scan_options *options,
                   const struct login *login, struct plan *plan, struct result *result) {
    const struct contract *contract = options->contract;
    TRY(index_methods(arena, contract, &plan->methods));
    plan->at = arena_array(arena, struct planned, contract->operations.n);
    TRY_PTR(plan->at);
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (plan_selects(options, operation)) {
            TRY(add_row(arena, operation, result));
            plan->at[plan->n] = planned_of(operation, plan->n, login);
            plan->n++;
        }
    }
    TRY(add_unreadable(arena, options, result));
    qsort(plan->at, plan->n, sizeof(*plan->at), by_wave);
    return OK;
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
                   struct known_values *known) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, LIMIT_SUBJECT_BYTES);
    for (size_t i = 0; i < plan->n; i++) {
        const struct operation *operation = plan->at[i].operation;
        bool write = !build_is_read(operation->method) && !options->allow_writes;
        struct draft draft;
        TRY(build_request(&scratch, options->contract, operation, known, options->base_url,
                          write ? BUILD_UNPARSABLE : BUILD_REAL, &draft));
        struct scan_plan_line line = {.operation = operation,
                                      .tested = draft.built,
                                      .url = draft.request.url,
                                      .reason = draft.reason,
                                      .requests = draft.built ? 1 : 0};
        if (draft.built && !security_is_public(&operation->security)) {
            line.requests = (unsigned)(4 + options->identities->all.n);
        }
        options->plan(options->user, &line);
        arena_free(&scratch);
    }
    tell_unreadable(options);
    return OK;
}
