/* SPDX-License-Identifier: Apache-2.0 */
/* Selecting operations by globs, ordering them by what they can teach each other. */
#include "scan/plan.h"

#include "base/buf.h"
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

bool plan_selects(const struct engine *engine, const struct operation *operation) {
    const struct scan_options *options = engine->options;
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

static enum err index_methods(struct engine *engine) {
    VEC_EACH(const struct operation, operation, &engine->options->contract->operations) {
        struct declared_methods *methods = map_get(&engine->methods, operation->path);
        if (!methods) {
            methods = arena_new(engine->arena, struct declared_methods);
            TRY_PTR(methods);
            TRY(map_put(engine->arena, &engine->methods, operation->path, methods));
        }
        if (!vec_push(engine->arena, &methods->all, operation->method)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

bool plan_declares(const struct engine *engine, struct span path, struct span method) {
    const struct declared_methods *methods = map_get(&engine->methods, path);
    for (size_t i = 0; methods && i < methods->all.n; i++) {
        if (span_equal(methods->all.at[i], method)) {
            return true;
        }
    }
    return false;
}

/* What the contract cannot say for certain is never asked, and never lost: a row of its own. */
static enum err add_unreadable(struct engine *engine) {
    VEC_EACH(const struct unreadable, one, &engine->options->contract->unreadable) {
        const struct operation named = {.method = one->method, .path = one->path};
        if (!plan_selects(engine, &named)) {
            continue;
        }
        struct operation_result *row = vec_add(engine->arena, &engine->result->operations);
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

enum err plan_make(struct engine *engine, struct plan *plan) {
    TRY(index_methods(engine));
    const struct contract *contract = engine->options->contract;
    plan->at = arena_array(engine->arena, struct planned, contract->operations.n);
    TRY_PTR(plan->at);
    VEC_EACH(const struct operation, operation, &contract->operations) {
        if (!plan_selects(engine, operation)) {
            continue;
        }
        struct operation_result *row = vec_add(engine->arena, &engine->result->operations);
        TRY_PTR(row);
        *row = (struct operation_result){.method = operation->method,
                                         .path = operation->path,
                                         .gate = GATE_UNTESTED,
                                         .reason = SPAN("the scan ended before it"),
                                         .place = operation->place};
        plan->at[plan->n] = (struct planned){operation, plan->n, wave_of(operation)};
        plan->n++;
    }
    TRY(add_unreadable(engine));
    qsort(plan->at, plan->n, sizeof(*plan->at), by_wave);
    engine->progress.operations = plan->n;
    return OK;
}

void plan_deferred(struct engine *engine, struct plan *plan) {
    size_t kept = 0;
    for (size_t i = 0; i < plan->n; i++) {
        VEC_EACH(const struct operation *, deferred, &engine->deferred) {
            if (plan->at[i].operation == *deferred) {
                plan->at[kept] = plan->at[i];
                plan->at[kept++].wave = 0;
                break;
            }
        }
    }
    plan->n = kept;
    plan->next = 0;
    engine->progress.operations += kept;
    engine->last_round = true;
}

static void tell_unreadable(const struct engine *engine) {
    VEC_EACH(const struct operation_result, row, &engine->result->operations) {
        if (row->unreadable) {
            const struct operation named = {.method = row->method, .path = row->path};
            const struct scan_plan_line line = {.operation = &named, .reason = row->reason};
            engine->options->plan(engine->options->user, &line);
        }
    }
}

enum err plan_tell(struct engine *engine, const struct plan *plan) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, LIMIT_SUBJECT_BYTES);
    for (size_t i = 0; i < plan->n; i++) {
        const struct operation *operation = plan->at[i].operation;
        bool write = !build_is_read(operation->method) && !engine->options->allow_writes;
        struct draft draft;
        TRY(build_request(&scratch, engine->options->contract, operation, engine->known,
                          engine->options->base_url, write ? BUILD_UNPARSABLE : BUILD_REAL,
                          &draft));
        struct scan_plan_line line = {.operation = operation,
                                      .tested = draft.built,
                                      .url = draft.request.url,
                                      .reason = draft.reason,
                                      .requests = draft.built ? 1 : 0};
        if (draft.built && !security_is_public(&operation->security)) {
            line.requests = (unsigned)(4 + engine->options->identities->all.n);
        }
        engine->options->plan(engine->options->user, &line);
        arena_free(&scratch);
    }
    tell_unreadable(engine);
    return OK;
}
