/* SPDX-License-Identifier: Apache-2.0 */
/* What a probe may ask of the target as a whole. */
#include "base/clock.h"
#include "scan/engine_state.h"
#include "scan/login/login.h"
#include "scan/probe.h"
#include "scan/requests_by.h"

enum { AHEAD_SECONDS = 5 };

struct arena *survey_arena(struct survey *survey) {
    return &survey->scratch;
}

void survey_forget(struct survey *survey) {
    arena_reset(&survey->scratch);
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

static struct owned_pair *pair_of(struct survey *survey, const struct identity *owner,
                                  const struct identity *reader) {
    VEC_EACH(struct owned_pair, pair, &survey->pairs) {
        if (pair->owner == owner && pair->reader == reader) {
            return pair;
        }
    }
    struct owned_pair *pair = vec_add(survey->listings.arena, &survey->pairs);
    if (pair) {
        *pair = (struct owned_pair){.owner = owner, .reader = reader, .listings = SIZE_MAX};
    }
    return pair;
}

enum err survey_owned(struct survey *survey, const struct identity *owner,
                      const struct identity *reader, struct owned *out) {
    const struct listings *listings = &survey->listings;
    struct owned_pair *pair = pair_of(survey, owner, reader);
    TRY_PTR(pair);
    if (pair->listings != listings->all.n || pair->members != listings->members) {
        TRY(owned_collect(listings->arena, listings, owner, reader, &pair->owned));
        pair->listings = listings->all.n;
        pair->members = listings->members;
    }
    *out = pair->owned;
    return OK;
}

void survey_note(struct survey *survey, struct span message) {
    const struct scan_options *options = survey->engine->options;
    diag_add(options->diag, DIAG_NOTE, (struct place){.file = options->base_url}, "%.*s",
             SPAN_ARG(message));
}

unsigned survey_guesses(const struct survey *survey) {
    return survey->engine->options->guesses;
}

const struct fields *survey_headers(const struct survey *survey) {
    return &survey->engine->options->client.fields;
}

const struct doors *survey_doors(const struct survey *survey) {
    return &survey->doors;
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

const struct requirement *survey_requirement(struct survey *survey,
                                             const struct operation *operation,
                                             const struct identity *identity,
                                             const struct scheme *scheme) {
    struct wallet *wallet = survey_wallet(survey);
    VEC_EACH(const struct requirement, requirement, &operation->security.any) {
        if (requirement->needs.n == 1 && requirement->needs.at[0].scheme == scheme &&
            wallet_meets(wallet, identity, requirement) &&
            !wallet_is_refused(wallet, identity, requirement)) {
            return requirement;
        }
    }
    return NULL;
}

/* By his credential of that scheme where it alone is enough; scheme NULL, or one that is not: by
 * the one that the scan takes by itself. */
static const struct requirement *choose(struct survey *survey, const struct operation *operation,
                                        const struct identity *identity,
                                        const struct scheme *scheme) {
    const struct requirement *alone =
        scheme ? survey_requirement(survey, operation, identity, scheme) : NULL;
    return alone ? alone : wallet_choose(survey_wallet(survey), identity, &operation->security);
}

enum err survey_build_instead(struct survey *survey, const struct operation *operation,
                              const struct credential *like, struct span value,
                              struct request *out) {
    struct wallet *wallet = survey_wallet(survey);
    const struct requirement *requirement = choose(survey, operation, like->identity, like->scheme);
    struct presented instead = wallet_form(wallet, like);
    struct draft draft;
    instead.value = value;
    TRY(survey_build(survey, operation, NULL, &draft));
    *out = draft.request;
    return wallet_present_instead(wallet, survey_arena(survey), like->identity, requirement,
                                  &instead, out);
}

enum err survey_build_spoiled(struct survey *survey, const struct operation *operation,
                              enum build_mode mode, struct draft *out) {
    const struct engine *engine = survey->engine;
    return build_request(&survey->scratch, engine->options->contract, operation, engine->known,
                         engine->options->base_url, mode, out);
}

enum err survey_self(struct survey *survey, const struct identity *identity, struct self *out) {
    return self_read(&survey->scratch, survey_wallet(survey), &survey->listings, identity, out);
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

static void nothing_more(struct job *job) {
    (void)job;
}

static enum err fetch(struct survey *survey, const struct request *request, bool at_once,
                      struct reply *out) {
    struct engine *engine = survey->engine;
    *out = (struct reply){.exchange.request = *request};
    struct job job = {.exchange = &out->exchange,
                      .arena = &survey->scratch,
                      .done = nothing_more,
                      .keep_429 = at_once};
    TRY(requests_by_count(engine, survey->by));
    client_submit(engine->client, &job);
    TRY(client_run(engine->client, 0));
    const struct response *response = &out->exchange.response;
    survey->unsettled |= sample_asks_patience(response) || response->status >= 500;
    TRY(wire_ends(out->exchange.response.wire));
    return sample_take(&survey->scratch, &out->exchange, NULL, &out->sample);
}

enum err survey_fetch(struct survey *survey, const struct request *request, struct reply *out) {
    return fetch(survey, request, false, out);
}

enum err survey_fetch_at_once(struct survey *survey, const struct request *request,
                              struct reply *out) {
    return fetch(survey, request, true, out);
}

enum err survey_ask(struct survey *survey, const struct operation *operation,
                    const struct request *bare, const struct identity *identity,
                    struct reply *out) {
    return survey_ask_by(survey, operation, bare, identity, NULL, out);
}

enum err survey_ask_by(struct survey *survey, const struct operation *operation,
                       const struct request *bare, const struct identity *identity,
                       const struct scheme *scheme, struct reply *out) {
    struct wallet *wallet = survey_wallet(survey);
    struct request request;
    TRY(request_copy(&survey->scratch, bare, &request));
    if (identity) {
        TRY(keep_alive(survey, identity));
        const struct requirement *requirement = choose(survey, operation, identity, scheme);
        if (!requirement) {
            *out = (struct reply){.exchange.request = request};
            return OK;
        }
        TRY(wallet_present(wallet, &survey->scratch, identity, requirement, &request));
    }
    if (!build_is_read(request.method)) {
        TRY(wallet_accompany(wallet, &survey->scratch, operation,
                             identity ? identity : wallet_company(wallet, operation), &request));
    }
    return survey_fetch(survey, &request, out);
}

bool survey_may_write(const struct survey *survey) {
    return survey->engine->options->allow_writes;
}

enum err survey_make(struct survey *survey, const struct operation *operation,
                     const struct request *bare, const struct identity *identity,
                     struct reply *out) {
    TRY(survey_ask(survey, operation, bare, identity, out));
    struct made_objects *made = &survey->engine->made;
    size_t before = made->all.n + made->others;
    TRY(made_note(survey->engine, &out->exchange, identity));
    bool unnamed = sample_served(&out->sample) && made->all.n + made->others == before;
    made->others += unnamed && !sample_fails(&out->sample);
    return OK;
}
