/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of other shares, asked as the share that has them would: as they are, and no more. */
#include "scan/scout.h"

#include "base/mutant.h"
#include "scan/caution.h"
#include "scan/path_memory.h"
#include "scan/probe.h"
#include "scan/survey_ask.h"
#include "text/uri.h"

enum { LISTS_MOST = 200 };

static bool is_list(const struct operation *operation) {
    return span_equal(operation->method, SPAN("GET")) && !operation_has_variable(operation);
}

/* The list of what the path is an object of is the share's own, and asked before it. */
static bool has_own_list(const struct engine *engine, const struct operation *operation) {
    struct span collection = uri_without_slash(path_memory_collection(operation->path));
    for (size_t i = 0; i < engine->plan.n; i++) {
        const struct operation *other = engine->plan.at[i].operation;
        if (is_list(other) && span_equal(uri_without_slash(other->path), collection)) {
            return true;
        }
    }
    return false;
}

static enum err wants_id(struct survey *survey, const struct operation *operation, bool *wants) {
    struct draft draft;
    survey_forget(survey);
    TRY(survey_build(survey, operation, NULL, &draft));
    *wants = (draft.made_up_id || !draft.built) && !has_own_list(survey->engine, operation);
    return OK;
}

static enum err share_wants_ids(struct engine *engine, bool *wants) {
    *wants = false;
    for (size_t i = 0; i < engine->plan.n && !*wants; i++) {
        if (operation_has_variable(engine->plan.at[i].operation)) {
            TRY(wants_id(&engine->survey, engine->plan.at[i].operation, wants));
        }
    }
    return OK;
}

static bool may_ask(const struct engine *engine, const struct operation *operation) {
    const struct planned alone = {.operation = operation,
                                  .ends_session = entrance_ends_session(operation)};
    return is_list(operation) && plan_is_elsewhere(engine->options, operation) &&
           caution_of(&alone, engine->options->allow_writes).asked;
}

/* NULL: nobody, of what is public. */
static enum err ask_as(struct engine *engine, const struct operation *operation,
                       const struct identity *identity, bool *served) {
    struct survey *survey = &engine->survey;
    struct draft draft;
    struct reply reply;
    survey_forget(survey);
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, identity, &reply));
    bool now = sample_served(&reply.sample);
    if (now && !*served) {
        TRY(build_harvest(engine->known, engine->options->contract, operation, SPAN(""),
                          &reply.exchange.response));
    }
    *served |= now;
    return listing_note(&survey->listings, engine->options->contract, operation, identity,
                        &reply.exchange);
}

static enum err ask_list(struct engine *engine, const struct operation *operation) {
    bool served = false;
    if (security_is_public(&operation->security)) {
        return ask_as(engine, operation, NULL, &served);
    }
    VEC_EACH(const struct identity, identity, &engine->options->identities->all) {
        TRY(ask_as(engine, operation, identity, &served));
    }
    return OK;
}

enum err scout_lists(struct engine *engine) {
    bool wants;
    unsigned asked = 0;
    if (!engine->options->share.of || MUTANT(share_unscouted)) {
        return OK;
    }
    TRY(share_wants_ids(engine, &wants));
    engine->survey.by = "lists of other shares";
    VEC_EACH(const struct operation, operation, &engine->options->contract->operations) {
        if (wants && asked < LISTS_MOST && may_ask(engine, operation)) {
            asked++;
            TRY(ask_list(engine, operation));
        }
    }
    engine->survey.by = NULL;
    return OK;
}
