/* SPDX-License-Identifier: Apache-2.0 */
/* Every probe in turn: those that watch with each answer, those that survey at the end. */
#include "scan/survey_run.h"

#include "base/mutant.h"
#include "scan/login/login_others.h"
#include "scan/outage.h"
#include "scan/probe.h"
#include "scan/survey_journal.h"

void survey_open(struct engine *engine) {
    struct survey *survey = &engine->survey;
    survey->engine = engine;
    survey->listings = (struct listings){.arena = engine->arena};
    arena_init(&survey->scratch, SIZE_MAX);
}

enum err survey_hear(struct engine *engine, const struct heard *heard) {
    struct survey *survey = &engine->survey;
    if (heard->exchange->response.wire != WIRE_OK) {
        return OK;
    }
    if (heard->operation) {
        TRY(listing_note(&survey->listings, engine->options->contract, heard->operation,
                         heard->identity, heard->exchange));
    }
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        if ((*probe)->watch && plan_wants(engine->options, (*probe)->rule)) {
            if (!survey->by) { /* a survey that logs somebody in needs it still */
                arena_reset(&survey->scratch);
            }
            TRY((*probe)->watch(survey, heard));
        }
    }
    return OK;
}

enum err survey_hear_login(void *hearer, const struct exchange *exchange) {
    struct engine *engine = hearer;
    TRY(door_note(engine->arena, engine->options->identities, exchange, &engine->survey.doors));
    return survey_hear(engine, &(struct heard){.exchange = exchange});
}

/* Before the first probe that asks about every login. */
static enum err open_doors(struct engine *engine, const struct probe *probe, bool *opened) {
    if (!probe->doors || *opened) {
        return OK;
    }
    *opened = true;
    return login_try_others(&engine->login);
}

/* What looks for something to ask may look for long, and send nothing meanwhile. */
static enum err go_on(const struct engine *engine) {
    const volatile sig_atomic_t *stop = engine->options->client.stop;
    return stop && *stop ? ERR_STOPPED : OK;
}

static enum err ask_once(struct engine *engine, const struct probe *probe,
                         const struct survey_before *before) {
    struct survey *survey = &engine->survey;
    survey->by = probe->rule->id;
    survey->own = (struct account){.told = NULL};
    survey->unsettled = false;
    TRY(probe->survey(survey));
    survey_journal_keep(engine, probe, before);
    bool made = engine->made.all.n || engine->made.others;
    return made ? made_clear(engine, true) : OK; /* the next one may end sessions */
}

/* What is asked of nobody is silent, too. Where requests failed somebody has to be there still, and
 * is asked once more, unless there was something to tell all the same. */
static enum err ask(struct engine *engine, const struct probe *probe, struct span *why) {
    enum { TURNS = 2 };
    bool done;
    arena_reset(&engine->survey.scratch);
    TRY(survey_journal_known(engine, probe, &done));
    for (unsigned turn = 0; turn < TURNS && !done; turn++) {
        struct outage outage = {.suspect = WIRE_CLOSED};
        struct survey_before before = survey_journal_before(engine);
        TRY(ask_once(engine, probe, &before));
        struct survey_before now = survey_journal_before(engine);
        done = now.failed == before.failed || MUTANT(survey_of_nobody);
        TRY(done ? OK : outage_look(&outage, engine, why));
        done |= now.findings != before.findings;
        arena_reset(&engine->survey.scratch);
    }
    return OK;
}

/* Logins are the whole target's: the first share asks about them, so that none is tried twice. */
enum err survey_all(struct engine *engine, struct span *why) {
    bool opened = false;
    if (engine->options->effort == EFFORT_QUICK) {
        return OK;
    }
    for (const struct probe *const *probe = PROBES; *probe; probe++) {
        bool elsewhere = (*probe)->doors && engine->options->share.index > 1;
        if ((*probe)->survey && !elsewhere && plan_wants(engine->options, (*probe)->rule)) {
            TRY(go_on(engine));
            TRY(open_doors(engine, *probe, &opened));
            TRY(ask(engine, *probe, why));
        }
    }
    return OK;
}

void survey_close(struct engine *engine) {
    arena_free(&engine->survey.scratch);
}
