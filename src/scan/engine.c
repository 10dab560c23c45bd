/* SPDX-License-Identifier: Apache-2.0 */
/* The engine: keeps subjects busy, renews credentials, and says when the scan is not whole.
 */
#include "base/clock.h"
#include "scan/forgery/forgery_keys.h"
#include "scan/infer.h"
#include "scan/login/expiry.h"
#include "scan/plan.h"

enum { WINDOW_LEAST = 4, DEAD_AFTER = 25, RUN_MS = 200, RENEW_SECONDS = 20, VAIN_RENEWALS = 2 };

bool engine_wants(const struct engine *engine, const struct rule *rule) {
    const struct scan_options *options = engine->options;
    bool wanted = options->only_n == 0;
    for (size_t i = 0; i < options->only_n; i++) {
        wanted |= span_equal(options->only[i], span_from(rule->id));
    }
    for (size_t i = 0; i < options->skip_n; i++) {
        wanted &= !span_equal(options->skip[i], span_from(rule->id));
    }
    return wanted;
}

struct canary *engine_canary(struct engine *engine, const struct identity *identity) {
    return &engine->canaries.at[identity - engine->options->identities->all.at];
}

static void fail(struct engine *engine, enum err failure, struct span why) {
    if (engine->failure == OK) {
        engine->failure = failure;
        engine->result->incomplete_why = why;
    }
}

/* What a wire tells about the whole scan. */
void engine_watch(struct engine *engine, enum wire wire) {
    switch (wire) {
    case WIRE_OK:
    case WIRE_HEADERS:
    case WIRE_PROTOCOL:
        engine->failures_in_row = 0;
        break;
    case WIRE_RESOLVE:
    case WIRE_CONNECT:
    case WIRE_TLS:
    case WIRE_TIMEOUT:
    case WIRE_CLOSED:
        if (++engine->failures_in_row >= DEAD_AFTER) {
            fail(engine, ERR_NETWORK,
                 arena_printf(engine->arena, "the target stopped answering: %s", wire_words(wire)));
        }
        break;
    case WIRE_BUDGET:
        fail(engine, ERR_BUDGET, SPAN("the request budget (--max-requests) is spent"));
        break;
    case WIRE_STOPPED:
        fail(engine, ERR_STOPPED, SPAN("interrupted"));
        break;
    case WIRE_UNSENT:
    case WIRE_FAILED:
        break;
    }
}

static void tell_progress(struct engine *engine) {
    const struct scan_options *options = engine->options;
    if (options->progress) {
        engine->progress.requests = client_stats(engine->client).sent;
        engine->progress.elapsed = (double)(clock_ns() - engine->started_ns) / 1e9;
        options->progress(options->user, &engine->progress);
    }
}

static void retire(struct engine *engine, struct subject *subject) {
    arena_reset(&subject->arena);
    subject->next = engine->idle;
    engine->idle = subject;
    engine->active--;
    engine->progress.operations_done++;
}

void engine_watch_throttling(struct engine *engine, bool throttled) {
    engine->throttled_in_row = throttled ? engine->throttled_in_row + 1 : 0;
    if (engine->throttled_in_row >= DEAD_AFTER) {
        fail(engine, ERR_INCOMPLETE,
             SPAN("the target throttles all that it is asked (429, 503); try a lower --rate"));
    }
}

/* One operation whose answers are too much to keep must not end the scan of the others. */
static enum err step(struct subject *subject) {
    enum err stepped = subject->overflowed ? ERR_MEMORY : subject_step(subject);
    return stepped == ERR_MEMORY ? subject_give_up(subject) : stepped;
}

/* Goes on with a subject whose answers are all in. */
static void advance(struct engine *engine, struct subject *subject) {
    enum err stepped = engine->failure == OK ? step(subject) : OK;
    if (stepped != OK) {
        fail(engine, stepped, span_from(err_words(stepped)));
    }
    if (subject->outstanding) {
        return; /* to what is under way, the subject's memory must stay, whatever happened */
    }
    if (engine->failure != OK || subject->stage == STAGE_DONE) {
        retire(engine, subject);
        return;
    }
    if (subject->renewing) {
        engine->paused = true;
        subject->next = engine->ready;
        engine->ready = subject;
    }
}

void engine_answered(struct engine *engine, struct subject *subject) {
    if (engine->paused) {
        subject->next = engine->ready;
        engine->ready = subject;
    } else {
        advance(engine, subject);
    }
}

static enum err start_next(struct engine *engine, struct plan *plan) {
    const struct planned *planned = &plan->at[plan->next++];
    struct subject *subject = engine->idle;
    if (subject) {
        engine->idle = subject->next;
    } else {
        subject = arena_new(engine->arena, struct subject);
        TRY_PTR(subject);
        arena_init(&subject->arena, LIMIT_SUBJECT_BYTES);
        if (!vec_push(engine->arena, &engine->subjects, subject)) {
            return ERR_MEMORY;
        }
    }
    *subject = (struct subject){.engine = engine,
                                .arena = subject->arena, /* emptied, and kept */
                                .operation = planned->operation,
                                .planned = planned->operation,
                                .index = planned->index};
    engine->active++;
    enum err started = subject_start(subject);
    if (started == ERR_MEMORY) {
        started = subject_give_up(subject);
    }
    if (!subject->outstanding) {
        retire(engine, subject);
    }
    return started;
}

static bool wave_open(const struct engine *engine, const struct plan *plan) {
    return plan->next < plan->n && (engine->active == 0 || plan->next == 0 ||
                                    plan->at[plan->next].wave == plan->at[plan->next - 1].wave);
}

/* Tokens that run out soon are renewed before they do. */
static void watch_expiry(struct engine *engine) {
    int64_t now = clock_unix();
    VEC_EACH(struct canary, canary, &engine->canaries) {
        if (!canary->identity->failed && canary->identity->from_login && !canary->lost &&
            login_expires_within(canary->identity, now, RENEW_SECONDS) &&
            now - canary->renewed >= RENEW_SECONDS / 4) {
            canary->renew_wanted = true;
            engine->paused = true;
        }
    }
}

static void renew(struct engine *engine) {
    VEC_EACH(struct canary, canary, &engine->canaries) {
        if (!canary->renew_wanted) {
            continue;
        }
        canary->renew_wanted = false;
        canary->renewed = clock_unix();
        struct identity *identity =
            &engine->options->identities->all.at[canary - engine->canaries.at];
        canary->old_token = arena_dup(engine->arena, expiry_token(identity));
        bool vain = canary->in_vain > VAIN_RENEWALS;
        if (vain || login_renew(&engine->login, identity) != OK) {
            identity->failed = canary->lost = true;
            engine->lost =
                arena_printf(engine->arena, "%.*s: the login was lost%s", SPAN_ARG(identity->name),
                             vain ? ": what it gives anew is refused, too" : "");
        }
    }
    engine->paused = false;
}

static void take_ready(struct engine *engine) {
    struct subject *ready = engine->ready;
    engine->ready = NULL;
    while (ready) {
        struct subject *next = ready->next;
        advance(engine, ready);
        ready = next;
    }
}

static void note_run(struct engine *engine, enum err ran) {
    if (ran == ERR_STOPPED) {
        fail(engine, ERR_STOPPED, SPAN("interrupted"));
    } else if (ran != OK) {
        fail(engine, ran, span_from(err_words(ran)));
    }
}

static enum err work(struct engine *engine, struct plan *plan) {
    unsigned concurrency = engine->options->client.concurrency;
    size_t window = concurrency > WINDOW_LEAST ? concurrency : WINDOW_LEAST;
    while (engine->failure == OK && (engine->active || plan->next < plan->n)) {
        while (!engine->paused && engine->failure == OK && engine->active < window &&
               wave_open(engine, plan)) {
            TRY(start_next(engine, plan));
        }
        note_run(engine, client_run(engine->client, engine->paused ? 0 : RUN_MS));
        watch_expiry(engine);
        if (engine->paused && client_pending(engine->client) == 0) {
            renew(engine);
            take_ready(engine);
        }
        tell_progress(engine);
    }
    return OK;
}

/* One request to see that somebody is there, before anything else. */
static enum err knock(struct engine *engine) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)4 << 20);
    struct span url = arena_join(&scratch, engine->options->base_url, SPAN("/"));
    struct exchange exchange = {.request = {.method = SPAN("GET"), .url = url}};
    enum err fetched = client_fetch(engine->client, &scratch, &exchange);
    if (fetched != OK) {
        note_run(engine, fetched);
        return fetched;
    }
    const struct response *response = &exchange.response;
    if (response->wire != WIRE_OK && response->wire != WIRE_STOPPED) {
        fail(engine, response->wire == WIRE_BUDGET ? ERR_BUDGET : ERR_NETWORK,
             arena_printf(engine->arena, "%.*s: %s%s%.*s", SPAN_ARG(engine->options->base_url),
                          wire_words(response->wire), response->detail.len ? ": " : "",
                          SPAN_ARG(response->detail)));
    } else if (response->wire == WIRE_STOPPED) {
        fail(engine, ERR_STOPPED, SPAN("interrupted"));
    }
    return engine->failure;
}

static enum err prepare(struct engine *engine) {
    const struct scan_options *options = engine->options;
    VEC_EACH(const struct identity, identity, &options->identities->all) {
        struct canary *canary = vec_add(engine->arena, &engine->canaries);
        TRY_PTR(canary);
        canary->identity = identity;
    }
    engine->own_known.arena = engine->arena;
    engine->known = options->known ? options->known : &engine->own_known;
    wallet_init(&engine->wallet, engine->arena, options->identities);
    engine->login = (struct login){.client = engine->client,
                                   .contract = options->contract,
                                   .identities = options->identities,
                                   .base_url = options->base_url,
                                   .diag = options->diag};
    return OK;
}

static enum err lint_all(struct engine *engine) {
    struct lint lint = {engine->options->contract, engine->arena, engine};
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if ((*probe)->lint && engine_wants(engine, (*probe)->rule)) {
            TRY((*probe)->lint(&lint));
        }
    }
    return OK;
}

static enum err run(struct engine *engine, struct plan *plan) {
    TRY(client_open(&engine->options->client, engine->options->base_url, &engine->client));
    TRY(prepare(engine));
    TRY(knock(engine));
    enum err login = login_all(&engine->login);
    if (login == ERR_LOGIN) {
        engine->lost = SPAN("a login failed");
    } else {
        TRY(login);
    }
    TRY(forgery_keys_prepare(engine));
    TRY(work(engine, plan));
    plan_deferred(engine, plan);
    return work(engine, plan);
}

enum err scan_run(const struct scan_options *asked, struct arena *arena, struct result *out) {
    struct scan_options own = *asked, *options = &own;
    struct contract inferred;
    struct engine engine = {
        .options = options, .arena = arena, .result = out, .started_ns = clock_ns()};
    if (infer_silent(asked->contract)) {
        TRY(infer_contract(arena, asked->contract, &inferred));
        own.contract = &inferred;
        engine.inferred = true;
    }
    *out = (struct result){.kind = KIND_SCAN,
                           .contract = options->contract->file,
                           .target = options->base_url,
                           .started = clock_unix(),
                           .diag = options->diag,
                           .arena = arena};
    struct plan plan = {0};
    TRY(plan_make(&engine, &plan));
    if (options->plan) {
        TRY(prepare(&engine));
        out->complete = true;
        return plan_tell(&engine, &plan);
    }
    TRY(lint_all(&engine));
    enum err ended = engine_conclude(&engine, run(&engine, &plan));
    forgery_keys_free(&engine);
    client_close(&engine.client); /* requests under way end here, before their memory does */
    VEC_EACH(struct subject *, subject, &engine.subjects) {
        arena_free(&(*subject)->arena);
    }
    return ended;
}
