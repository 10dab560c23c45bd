/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe may ask of the target as a whole. */
#include "base/clock.h"
#include "scan/engine_state.h"
#include "scan/evidence.h"
#include "scan/probe.h"
#include "scan/requests_by.h"

enum { AHEAD_SECONDS = 5 };

struct arena *survey_arena(struct survey *survey) {
    return &survey->scratch;
}

const struct contract *survey_contract(const struct survey *survey) {
    return survey->engine->options->contract;
}

const struct identities *survey_identities(const struct survey *survey) {
    return survey->engine->options->identities;
}

struct wallet *survey_wallet(struct survey *survey) {
    return &survey->engine->wallet;
}

struct span survey_url(const struct survey *survey) {
    return survey->engine->options->base_url;
}

const struct listings *survey_listings(const struct survey *survey) {
    return &survey->listings;
}

bool survey_selects(const struct survey *survey, const struct operation *operation) {
    return plan_selects(survey->engine->options, operation);
}

const struct operation_result *survey_row(const struct survey *survey,
                                          const struct operation *operation) {
    const struct plan *plan = &survey->engine->plan;
    for (size_t i = 0; i < plan->n; i++) {
        if (plan->at[i].operation == operation) {
            return &survey->engine->result->operations.at[plan->at[i].index];
        }
    }
    return NULL;
}

bool survey_first(struct survey *survey, struct span key) {
    struct arena *arena = survey->engine->arena;
    if (map_get(&survey->told, key)) {
        return false;
    }
    struct span kept = arena_dup(arena, key);
    return kept.ptr && map_put(arena, &survey->told, kept, survey) == OK;
}

enum err survey_build(struct survey *survey, const struct operation *operation,
                      const struct known_values *known, struct draft *out) {
    const struct engine *engine = survey->engine;
    struct known_values own = {.index = engine->known->index, .arena = &survey->scratch};
    VEC_EACH(const struct known_value, value, &engine->known->values) {
        if (known && !value->path.len && !vec_push(&survey->scratch, &own.values, *value)) {
            return ERR_MEMORY;
        }
    }
    VEC_EACH(const struct known_value, value, &(known ? known : engine->known)->values) {
        if (known && !vec_push(&survey->scratch, &own.values, *value)) {
            return ERR_MEMORY;
        }
    }
    return build_request(&survey->scratch, engine->options->contract, operation,
                         known ? &own : engine->known, engine->options->base_url, BUILD_REAL, out);
}

/* Nothing is paused for a survey: what ends soon is renewed at once. */
static enum err keep_alive(struct survey *survey, const struct identity *identity) {
    struct engine *engine = survey->engine;
    if (!wallet_renewable(&engine->wallet, identity) ||
        !login_expires_within(&engine->wallet, identity, clock_unix(), AHEAD_SECONDS)) {
        return OK;
    }
    enum err renewed = login_renew(&engine->login, identity);
    return renewed == ERR_LOGIN ? OK : renewed;
}

enum err survey_fetch(struct survey *survey, const struct request *request, struct reply *out) {
    struct engine *engine = survey->engine;
    *out = (struct reply){.exchange.request = *request};
    TRY(requests_by_count(engine, survey->by));
    TRY(client_fetch(engine->client, &survey->scratch, &out->exchange));
    enum wire wire = out->exchange.response.wire;
    if (wire == WIRE_STOPPED || wire == WIRE_BUDGET) {
        return wire == WIRE_STOPPED ? ERR_STOPPED : ERR_BUDGET;
    }
    return sample_take(&survey->scratch, &out->exchange, NULL, &out->sample);
}

enum err survey_ask(struct survey *survey, const struct operation *operation,
                    const struct request *bare, const struct identity *identity,
                    struct reply *out) {
    struct wallet *wallet = survey_wallet(survey);
    struct request request;
    TRY(request_copy(&survey->scratch, bare, &request));
    if (identity) {
        TRY(keep_alive(survey, identity));
        const struct requirement *requirement =
            wallet_choose(wallet, identity, &operation->security);
        if (!requirement) {
            *out = (struct reply){.exchange.request = request};
            return OK;
        }
        TRY(wallet_present(wallet, &survey->scratch, identity, requirement, &request));
    }
    return survey_fetch(survey, &request, out);
}

static enum err add_evidence(struct survey *survey, const struct exhibit *exhibit,
                             struct finding *finding) {
    struct engine *engine = survey->engine;
    struct evidence *evidence = vec_add(engine->arena, &finding->evidence);
    TRY_PTR(evidence);
    struct hidden hidden = {engine->options->identities, {"", 0}, &engine->options->client.fields};
    struct span label = arena_dup(engine->arena, exhibit->label);
    TRY_PTR(label.ptr);
    return evidence_make(engine->arena, &hidden, exhibit->exchange,
                         exhibit->attack ? SPAN("attack") : SPAN("control"), label, evidence);
}

/* Operations in the order of the report; the target as a whole before all. */
static size_t rank_of(const struct survey *survey, const struct operation *operation) {
    const struct plan *plan = &survey->engine->plan;
    for (size_t i = 0; operation && i < plan->n; i++) {
        if (plan->at[i].operation == operation) {
            return plan->at[i].index;
        }
    }
    return 0;
}

enum err survey_report(struct survey *survey, const struct probe *probe,
                       const struct disclosure *what) {
    struct engine *engine = survey->engine;
    struct finding *shown;
    struct sighting sighting = {.rule = probe->rule,
                                .cause = what->cause,
                                .rank = rank_of(survey, what->operation),
                                .message = what->message,
                                .confidence = what->confidence};
    if (what->operation) {
        sighting.place = what->operation->place;
        sighting.operation =
            (struct operation_name){what->operation->method, what->operation->path};
    }
    engine->progress.findings++;
    TRY(findings_add(&engine->findings, &sighting, &shown));
    for (size_t i = 0; shown && i < what->exhibit_n; i++) {
        TRY(add_evidence(survey, &what->exhibits[i], shown));
    }
    return OK;
}
