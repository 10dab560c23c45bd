/* SPDX-License-Identifier: Apache-2.0 */
/* A scan from its first request to its conclusion. */
#include "scan/engine.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "scan/fickle.h"
#include "scan/forgery/forgery_keys.h"
#include "scan/infer.h"
#include "scan/journal/journal.h"
#include "scan/late_round.h"
#include "scan/probe.h"
#include "scan/rehearsal/forecast.h"
#include "scan/requests_by.h"
#include "scan/schedule.h"
#include "scan/scout.h"
#include "scan/steady.h"
#include "scan/survey_run.h"

#include <stdlib.h>

enum { BACKOFFS = 12 };
static const double NO_PATIENCE = 1e-3; /* seconds: shorter than any wait */

/* To see that somebody is there, before anything else. */
static enum err knock(struct schedule *schedule) {
    const struct engine *engine = schedule->engine;
    ARENA_SCOPE scratch;
    arena_init(&scratch, (size_t)4 << 20);
    struct exchange exchange;
    TRY(outage_knock(engine, &scratch, &exchange));
    const struct response *response = &exchange.response;
    bool asks = engine->options->client.mutual && response->wire == WIRE_CERTIFICATE;
    if (response->wire == WIRE_OK || asks || MUTANT(knock_skipped)) {
        return OK;
    }
    schedule_fail(schedule, response->wire == WIRE_BUDGET ? ERR_BUDGET : ERR_NETWORK,
                  arena_printf(engine->arena, "%.*s: %s%s%.*s", SPAN_ARG(engine->options->base_url),
                               wire_words(response->wire), response->detail.len ? ": " : "",
                               SPAN_ARG(response->detail)));
    return schedule->failure;
}

static void wake(void *user) {
    client_wake(user);
}

static enum err connect(struct engine *engine) {
    const struct scan_options *options = engine->options;
    struct client_options client = options->client;
    client.patience =
        options->patience > 0 && !MUTANT(no_patience) ? options->patience : NO_PATIENCE;
    client.longest_backoff = client.patience;
    client.max_backoffs = BACKOFFS;
    TRY(client_open(&client, options->base_url, &engine->client));
    engine->login.client = engine->client;
    return tasks_open(wake, engine->client, &engine->tasks);
}

/* Whether the scan asks the operation. The share that has a login makes all that one scan would,
 * whatever its other operations need: its row tells who got in there. */
static bool selects(const void *user, const struct operation *operation) {
    const struct engine *engine = user;
    return plan_selects(engine->options, operation) ||
           (engine->plan.logs_in && plan_is_elsewhere(engine->options, operation) &&
            !MUTANT(share_without_login));
}

static enum err prepare(struct engine *engine) {
    const struct scan_options *options = engine->options;
    engine->findings.arena = engine->path_memory.arena = engine->rebuffs.arena =
        engine->own_known.arena = engine->shutout.arena = engine->arena;
    wallet_init(&engine->wallet, engine->arena, options->contract, options->identities);
    engine->wallet.site.given = &options->client.fields;
    engine->known = options->known ? options->known : &engine->own_known;
    engine->login = (struct login){.contract = options->contract,
                                   .wallet = &engine->wallet,
                                   .base_url = options->base_url,
                                   .diag = options->diag,
                                   .selects = selects,
                                   .user = engine,
                                   .heard = survey_hear_login,
                                   .hearer = engine};
    TRY(canaries_make(engine->arena, options->identities, &engine->canaries));
    TRY(plan_make(engine->arena, options, &engine->login, &engine->plan, engine->result));
    engine->progress.operations = engine->plan.n;
    return OK;
}

static bool lint_selects(const struct lint *lint, const struct operation *operation) {
    return plan_selects(lint->user, operation);
}

static enum err lint_all(struct engine *engine) {
    struct lint lint = {.contract = engine->options->contract,
                        .arena = engine->arena,
                        .findings = &engine->findings,
                        .selects = lint_selects,
                        .user = engine->options};
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if ((*probe)->lint && plan_wants(engine->options, (*probe)->rule)) {
            TRY((*probe)->lint(&lint));
        }
    }
    return OK;
}

/* Where nothing was found by a rule that was not checked, nothing is mended. */
static enum err name_left_out(struct engine *engine) {
    bool quick = engine->options->effort == EFFORT_QUICK;
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        struct span id = span_from((*probe)->rule->id);
        bool in = plan_wants(engine->options, (*probe)->rule) && !(quick && (*probe)->survey);
        if (!in && !vec_push(engine->arena, &engine->result->left_out, id)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

static enum err first_round(struct schedule *schedule) {
    const struct plan *plan = &schedule->engine->plan;
    const struct planned **at =
        arena_array(schedule->engine->arena, const struct planned *, plan->n);
    TRY_PTR(at);
    for (size_t i = 0; i < plan->n; i++) {
        at[i] = &plan->at[i];
    }
    return schedule_round(schedule, &(struct round){.at = at, .n = plan->n});
}

/* As the plan has them, whichever was answered first. */
static int by_plan(const void *left, const void *right) {
    const struct planned *const *a = left, *const *b = right;
    return (*a > *b) - (*a < *b);
}

static void order(const struct planned **at, size_t n) {
    if (n) {
        qsort(at, n, sizeof(*at), by_plan);
    }
}

/* Those that may have been refused in words which reads have shown by now. */
static enum err words_round(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    engine->words_known = true;
    engine->progress.operations += engine->doubtful.n;
    order(engine->doubtful.at, engine->doubtful.n);
    return schedule_round(
        schedule,
        &(struct round){.at = engine->doubtful.at, .n = engine->doubtful.n, .together = true});
}

/* Those that wait for what the others teach. */
static enum err last_round(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    engine->last_round = true;
    engine->progress.operations += engine->later.n;
    order(engine->later.at, engine->later.n);
    return schedule_round(
        schedule, &(struct round){.at = engine->later.at, .n = engine->later.n, .together = true});
}

/* Those whose answers changed while they were attacked, one at a time. */
static enum err gentle_round(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    engine->gentle = true;
    TRY(steady_recall(engine));
    for (;;) { /* once more for what was told before so many operations answered by turns */
        TRY(fickle_recall(engine));
        if (!engine->unsteady_once.n) {
            return OK;
        }
        struct round round = {
            .at = engine->unsteady_once.at, .n = engine->unsteady_once.n, .together = true};
        order(engine->unsteady_once.at, round.n);
        engine->unsteady_once.n = 0; /* nothing is put off any more */
        engine->progress.operations += round.n;
        TRY(schedule_round(schedule, &round));
        if (schedule->failure != OK) {
            return OK;
        }
    }
}

static enum err run(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    TRY(connect(engine));
    TRY(knock(schedule));
    enum err login = login_all(&engine->login);
    if (login == ERR_LOGIN) {
        schedule->lost = MUTANT(login_failure_lost) ? SPAN("") : engine->login.why;
    } else {
        TRY(login);
    }
    if (engine->rehearsal) {
        TRY(rehearsal_provide(engine));
    }
    if (engine->options->effort != EFFORT_QUICK) {
        TRY(forgery_keys_prepare(engine));
    }
    TRY(scout_lists(engine));
    TRY(first_round(schedule));
    TRY(words_round(schedule));
    TRY(MUTANT(later_never) ? OK : last_round(schedule));
    TRY(MUTANT(asked_no_more) ? OK : gentle_round(schedule));
    return schedule->failure == OK && !MUTANT(late_never) ? late_round(schedule) : OK;
}

/* Requests and tasks under way end here, before their memory does. */
static void close(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    tasks_close(&engine->tasks);
    forgery_keys_free(engine);
    client_close(&engine->client);
    schedule_free(schedule);
    survey_close(engine);
}

static bool takes_certificates(const struct contract *contract) {
    VEC_EACH(const struct scheme, scheme, &contract->schemes) {
        if (scheme->kind == SCHEME_MUTUAL_TLS) {
            return true;
        }
    }
    return false;
}

/* Nothing but what the contract says is known of the target, and nothing is asked of it. */
static enum err rehearse(struct schedule *schedule, const struct scan_options *real,
                         struct forecast *forecast) {
    struct engine *engine = schedule->engine;
    struct result *result = engine->result;
    TRY(run(schedule));
    if (schedule->failure == OK) {
        TRY(survey_all(engine, &schedule->why));
    }
    result->requests = client_stats(engine->client).sent;
    result->complete = true;
    TRY(requests_by_finish(engine));
    TRY(forecast_keep(forecast, engine->rehearsal->mood, result));
    if (schedule->failure != OK || engine->rehearsal->mood != MOOD_SOUND) {
        return schedule->failure;
    }
    TRY(forecast_settle(forecast, engine->arena, result));
    return plan_tell(&engine->plan, real, result);
}

/* A scan that was resumed began when its first run did. */
static void close_journal(struct engine *engine) {
    struct journal *journal = engine->options->journal;
    if (journal) {
        engine->result->started = journal_begun(journal);
    }
    if (journal && engine->result->ended) {
        journal_end(journal);
    }
}

static enum err scan(struct schedule *schedule) {
    struct engine *engine = schedule->engine;
    TRY(name_left_out(engine));
    TRY(lint_all(engine));
    enum err ended = run(schedule);
    TRY(late_conclude(engine));
    if (engine->made.all.n) {
        TRY(made_clear(engine, ended == OK && schedule->failure == OK));
    }
    if (ended == OK && schedule->failure == OK) {
        ended = survey_all(engine, &schedule->why); /* last: it may end sessions */
    }
    ended = engine_conclude(engine, ended != OK ? ended : schedule->failure, schedule->why,
                            schedule->lost);
    close_journal(engine);
    return ended;
}

/* forecast: of a plan, which is rehearsed with an API of that mood; else NULL. */
static enum err scan_once(const struct scan_options *asked, struct forecast *forecast,
                          enum rehearsal_mood mood, struct arena *arena, struct result *out) {
    struct scan_options own = *asked, *options = &own;
    struct contract inferred;
    struct rehearsal rehearsal = {.mood = mood, .silent = infer_silent(asked->contract)};
    struct engine engine = {.options = options, .arena = arena, .result = out};
    struct schedule schedule = {.engine = &engine, .started_ns = clock_ns()};
    if (infer_silent(asked->contract)) {
        TRY(infer_contract(arena, asked->contract, &inferred));
        own.contract = &inferred;
    }
    own.client.mutual = takes_certificates(own.contract);
    *out = (struct result){.kind = KIND_SCAN,
                           .contract = options->contract->file,
                           .target = options->base_url,
                           .started = clock_unix(),
                           .min_judged = options->min_judged,
                           .shard = options->share.index,
                           .shards = options->share.of,
                           .diag = options->diag,
                           .arena = arena};
    const struct scan_options real = own;
    if (forecast) {
        engine.rehearsal = &rehearsal;
        own.journal = NULL;
        TRY(rehearsal_open(&rehearsal, &engine, options));
    }
    TRY(prepare(&engine));
    survey_open(&engine);
    enum err ended = forecast ? rehearse(&schedule, &real, forecast) : scan(&schedule);
    close(&schedule);
    rehearsal_close(&rehearsal);
    return ended;
}

static enum err foretell(const struct scan_options *asked, struct arena *arena,
                         struct result *out) {
    struct forecast forecast = {.arena = arena, .effort = asked->effort};
    for (unsigned mood = 0; mood < MOODS; mood++) {
        ARENA_SCOPE own;
        arena_init(&own, SIZE_MAX);
        struct result result;
        if (forecast_wants(asked, (enum rehearsal_mood)mood)) {
            TRY(scan_once(asked, &forecast, (enum rehearsal_mood)mood, &own, &result));
        }
    }
    return scan_once(asked, &forecast, MOOD_SOUND, arena, out);
}

enum err scan_run(const struct scan_options *asked, struct arena *arena, struct result *out) {
    return asked->plan ? foretell(asked, arena, out)
                       : scan_once(asked, NULL, MOOD_SOUND, arena, out);
}
