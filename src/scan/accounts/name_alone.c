/* SPDX-License-Identifier: Apache-2.0 */
/* A real name and a made-up password. */
#include "scan/accounts/name_alone.h"

#include "base/mutant.h"
#include "scan/credential/credential_place.h"
#include "scan/probe.h"

#define NO_PASSWORD "postern-nobodys-password"

/* Wrong passwords for one name, the right one after each. Locks that forget nothing by it close at
 * ten at the latest, as a rule. */
enum { MOST_WRONG = 3, MOST_NAMES = 16 };

static const struct volatility NONE = {.differing = 0};

struct name_alone {
    struct survey *survey;
    const struct probe *probe;
    const struct operation *operation;
    const struct credential *like;
    struct tries {
        unsigned wrong;
        bool shut;             /* he is no longer let in, or a lock shows */
    } tries[MOST_NAMES], *now; /* by the identity's place; of the one who is tried */
    bool told;                 /* he was tried, and what came of it is known */
    size_t left;               /* reads that were left out */
    struct reply genuine, attack, again;
};

/* Whoever was tried least, of those whom Basic opens the operation to. */
static bool choose(struct name_alone *trial, const struct scheme *scheme) {
    const struct identities *identities = survey_identities(trial->survey);
    bool readable = false;
    trial->like = NULL;
    for (size_t i = 0; i < identities->all.n && i < MOST_NAMES; i++) {
        const struct identity *identity = &identities->all.at[i];
        struct tries *tries = &trial->tries[i];
        bool may = !tries->shut &&
                   (identity->lockable || tries->wrong < MOST_WRONG || MUTANT(names_locked));
        bool better = may && (!trial->like || tries->wrong < trial->now->wrong);
        if (MUTANT(named_reads_plain)
                ? survey_reads_by(trial->survey, trial->operation, identity, scheme)
                : survey_serves_by(trial->survey, trial->operation, identity, scheme)) {
            readable = true;
            trial->like =
                better ? wallet_find(survey_wallet(trial->survey), identity, scheme) : trial->like;
            trial->now = better ? tries : trial->now;
        }
    }
    trial->left += readable && !trial->like;
    return trial->like != NULL;
}

static enum err ask(struct name_alone *trial, const struct request *request, struct reply *out) {
    ++trial->now->wrong;
    TRY(survey_fetch_at_once(trial->survey, request, out));
    trial->now->shut |= out->sample.throttled || out->sample.status == 423;
    return OK;
}

/* The right password after each wrong one, by the same way: where failures are counted in a row,
 * the count begins anew, which another credential of his would not do. One who is no longer let in
 * is left alone. */
static enum err ask_genuine(struct name_alone *trial) {
    struct draft draft;
    TRY(survey_build(trial->survey, trial->operation, NULL, &draft));
    TRY(survey_ask_by(trial->survey, trial->operation, &draft.request, trial->like->identity,
                      MUTANT(name_by_first_way) ? NULL : trial->like->scheme, &trial->genuine));
    bool served = sample_served(&trial->genuine.sample);
    trial->now->shut |= !served && !MUTANT(shut_names_tried);
    trial->told |= served;
    return OK;
}

static enum err report(struct name_alone *trial) {
    struct arena *arena = survey_arena(trial->survey);
    struct span name = trial->like->identity->name;
    const struct exhibit exhibits[] = {
        {cell_who(arena, name), &trial->genuine.exchange, false, false},
        {SPAN("the name and another password"), &trial->again.exchange, true, false}};
    const struct disclosure what = {
        .operation = trial->operation,
        .cause = SPAN("name"),
        .message = arena_printf(arena,
                                "%.*s's name opens the operation with any password: who he is is "
                                "looked up, and never whether it is he.",
                                SPAN_ARG(name)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, trial->probe, &what);
}

static bool is_let_in(const struct name_alone *trial, const struct reply *reply) {
    return sample_served(&reply->sample) && !reply->sample.refusal && !reply->sample.fails &&
           sample_compare(&reply->sample, &trial->genuine.sample, &NONE) >= LIKE_FORM;
}

static enum err try_name(struct name_alone *trial) {
    const struct identity *identity = trial->like->identity;
    struct arena *arena = survey_arena(trial->survey);
    struct span user = identity->basic_user.len ? identity->basic_user : identity->username;
    struct span value = credential_basic(arena, user, SPAN(NO_PASSWORD));
    struct request request;
    if (!user.len) {
        return OK;
    }
    TRY_PTR(value.ptr);
    TRY(survey_build_instead(trial->survey, trial->operation, trial->like, value, &request));
    TRY(ask(trial, &request, &trial->attack));
    TRY(ask_genuine(trial));
    if (!is_let_in(trial, &trial->attack) || !sample_served(&trial->genuine.sample)) {
        return OK;
    }
    TRY(ask(trial, &request, &trial->again));
    TRY(ask_genuine(trial));
    return is_let_in(trial, &trial->again) ? report(trial) : OK;
}

static enum err tell_left(struct survey *survey, size_t n) {
    struct span message = arena_printf(
        survey_arena(survey),
        "at %zu read%s that Basic opens, no user's name was tried with another password, so that "
        "nobody is locked out (a user who may be is lockable: true in the identities file)",
        n, n == 1 ? "" : "s");
    TRY_PTR(message.ptr);
    survey_note(survey, message);
    return OK;
}

enum err name_alone_survey(struct survey *survey, const struct probe *probe) {
    struct name_alone trial = {.survey = survey, .probe = probe};
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        bool asks = security_asks(&operation->security, SCHEME_BASIC);
        trial.operation = operation;
        trial.told = false;
        VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
            if (scheme->kind == SCHEME_BASIC && choose(&trial, scheme)) {
                arena_reset(survey_arena(survey));
                TRY(try_name(&trial));
                trial.left += !trial.told;
            }
        }
        if (asks && !trial.told && survey_is_plain_read(operation)) {
            survey_mark_unnamed(survey, operation);
        }
    }
    return trial.left ? tell_left(survey, trial.left) : OK;
}
