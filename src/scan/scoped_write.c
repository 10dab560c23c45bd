/* SPDX-License-Identifier: Apache-2.0 */
/* Writing without the scope. */
#include "scan/scoped_write.h"

#include "base/mutant.h"
#include "scan/overreach.h"
#include "scan/probe.h"
#include "scan/status.h"
#include "token/jws.h"

struct scopes scoped_held(const struct identity *identity, const struct node *claims) {
    struct scopes held = {.n = 0};
    scopes_add_claims(&held, claims);
    bool told = held.n != 0;
    for (size_t i = 0; !told && i < identity->scopes.n; i++) {
        scopes_add(&held, identity->scopes.at[i]);
    }
    return held;
}

struct span scoped_message(struct arena *arena, const struct identity *identity,
                           struct span scope) {
    return arena_printf(arena,
                        "%.*s's token has not the scope %.*s, which the contract asks for, and is "
                        "served.",
                        SPAN_ARG(identity->name), SPAN_ARG(scope));
}

/* Whether the identity's own token lacks a scope of the write. *holds: it is known to lack none. */
static enum err lacked_by(struct survey *survey, const struct operation *operation,
                          const struct identity *identity, struct span *out, bool *holds) {
    const struct requirement *requirement =
        wallet_choose(survey_wallet(survey), identity, &operation->security);
    const struct scheme *scheme =
        requirement && requirement->needs.n == 1 ? requirement->needs.at[0].scheme : NULL;
    const struct credential *held =
        scheme ? wallet_find(survey_wallet(survey), identity, scheme) : NULL;
    struct jws jws = {0};
    *out = SPAN("");
    *holds = false;
    if (!held) {
        return OK;
    }
    if (jws_looks_like(held->secret.value)) {
        enum err read = jws_read(survey_arena(survey), held->secret.value, &jws);
        TRY(read == ERR_MEMORY ? read : OK);
    }
    struct scopes scopes = scoped_held(identity, jws.payload_node);
    *out = scopes_lacked(survey_contract(survey), operation, scheme, &scopes);
    *holds =
        (scopes.n && !scopes_lacking(operation, scheme, &scopes).len) || MUTANT(scopes_guessed);
    return OK;
}

/* By what is written, and not by how that showed: a flaw is the same with and without writes. What
 * is written below an id shows less without them. */
static struct span cause_of(struct arena *arena, const struct operation *operation,
                            struct span scope) {
    return operation_has_variable(operation) ? arena_printf(arena, "%.*s, written", SPAN_ARG(scope))
                                             : scope;
}

static enum err report_made(struct survey *survey, const struct operation *operation,
                            const struct probe *probe, const struct identity *identity,
                            struct span scope, const struct reply *nobody,
                            const struct reply *made) {
    struct arena *arena = survey_arena(survey);
    const struct exhibit exhibits[] = {
        {SPAN("no credential"), &nobody->exchange, false, false},
        {cell_who(arena, identity->name), &made->exchange, true, false}};
    const struct disclosure what = {
        .operation = operation,
        .cause = cause_of(arena, operation, scope),
        .message = scoped_message(arena, identity, scope),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = 2,
    };
    TRY_PTR(what.cause.ptr);
    TRY_PTR(what.message.ptr);
    return survey_report(survey, probe, &what);
}

/* What is made, twice, by one whose token lacks the scope is taken away again. */
static enum err try_making(struct survey *survey, const struct operation *operation,
                           const struct probe *probe, const struct identity *identity,
                           struct span scope, bool *found) {
    struct draft draft;
    struct reply nobody, made;
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built || draft.made_up_id) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, NULL, &nobody));
    *found = sample_refused(&nobody.sample);
    for (unsigned i = 0; i < 2 && *found; i++) {
        TRY(survey_make(survey, operation, &draft.request, identity, &made));
        *found = survey_took(&made) && !made.sample.refusal;
    }
    return *found ? report_made(survey, operation, probe, identity, scope, &nobody, &made) : OK;
}

static enum err report_as_far(const struct overreach *overreach, const struct probe *probe,
                              struct span scope, bool holds) {
    struct arena *arena = survey_arena(overreach->survey);
    const struct identity *user = overreach->rank->user, *other = overreach->rank->admin;
    const struct exhibit exhibits[] = {
        {SPAN("no credential"), &overreach->nobody.exchange, false, false},
        {cell_who(arena, user->name), &overreach->users.exchange, true, false},
        {cell_who(arena, other->name), &overreach->admins.exchange, false, false}};
    const struct disclosure what = {
        .operation = overreach->operation,
        .cause = cause_of(arena, overreach->operation, scope),
        .message = arena_printf(arena,
                                "%.*s's token has not the scope %.*s, which the contract asks for, "
                                "and comes as far as %.*s's%s with a write to what is not there; "
                                "others are refused to it at once. Here what is asked for may be "
                                "looked up first, and the scope after it.",
                                SPAN_ARG(user->name), SPAN_ARG(scope), SPAN_ARG(other->name),
                                holds ? ", which has it," : ""),
        .confidence = CONFIDENCE_LIKELY,
        .mild = 1,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.cause.ptr);
    TRY_PTR(what.message.ptr);
    return survey_report(overreach->survey, probe, &what);
}

/* Both were told that there is no such thing. That a body was refused shows less: routes that
 * validate it before they look at the scope are common, beside others that do not. */
static bool looked_up(const struct overreach *overreach) {
    return status_is_missing(overreach->users.sample.status) || MUTANT(validation_tells);
}

/* Beside one who has it. Where the API looks at rights before it looks at what was sent is learnt
 * from other writes, which the one is refused and the other not. */
static enum err try_beside(struct survey *survey, const struct operation *operation,
                           const struct probe *probe, const struct identity *identity,
                           struct span scope, bool *found) {
    const struct operation_result *row = survey_row(survey, operation);
    VEC_EACH(const struct identity, other, &survey_identities(survey)->all) {
        struct span lacked = SPAN("");
        bool holds;
        TRY(lacked_by(survey, operation, other, &lacked, &holds));
        if (*found || other == identity || lacked.len || !rank_passes(row, other) ||
            !wallet_choose(survey_wallet(survey), other, &operation->security)) {
            continue;
        }
        ARENA_SCOPE arena;
        struct rank rank;
        arena_init(&arena, SIZE_MAX);
        TRY(rank_read(&arena, survey, identity, other, &rank));
        struct overreach overreach = {
            .survey = survey, .operation = operation, .rank = &rank, .by = OVERREACH_DECLARED};
        TRY(overreach_spoiled(&overreach, found));
        *found = *found && looked_up(&overreach);
        TRY(*found ? report_as_far(&overreach, probe, scope, holds) : OK);
    }
    return OK;
}

static enum err try_operation(struct survey *survey, const struct operation *operation,
                              const struct probe *probe) {
    const struct operation_result *row = survey_row(survey, operation);
    bool makes =
        survey_may_write(survey) && trespass_makes(survey, operation) && !MUTANT(scopes_unwritten);
    bool found = false;
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        struct span scope = SPAN("");
        bool holds;
        TRY(found ? OK : lacked_by(survey, operation, identity, &scope, &holds));
        if (!scope.len) {
            continue;
        }
        TRY(makes ? try_making(survey, operation, probe, identity, scope, &found) : OK);
        if (!found && operation_has_variable(operation) && rank_passes(row, identity)) {
            TRY(try_beside(survey, operation, probe, identity, scope, &found));
        }
    }
    return OK;
}

enum err scoped_write_survey(struct survey *survey, const struct probe *probe) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct operation_result *row = survey_row(survey, operation);
        if (row && row->gate == GATE_ENFORCED && rank_is_write(operation)) {
            arena_reset(survey_arena(survey));
            TRY(try_operation(survey, operation, probe));
        }
    }
    return OK;
}
