/* SPDX-License-Identifier: Apache-2.0 */
/* Trying as a user what is meant for others. */
#include "scan/overreach.h"

#include "base/mutant.h"
#include "scan/credential/role.h"
#include "scan/meant.h"
#include "scan/oracle_parts.h"
#include "scan/privacy.h"
#include "scan/survey_rows.h"
#include "text/json.h"

enum { DEPTH = 64 };

static const struct volatility NONE = {.differing = 0};

static bool is_write(const struct overreach *overreach) {
    return !build_is_read(overreach->operation->method);
}

/* By its administrators' words, or by the role of the one who is above him. */
static bool is_declared(const struct overreach *overreach) {
    const struct rank *rank = overreach->rank;
    bool trusted = !rank->admin || role_is_trusted(rank->admin->role) || MUTANT(ranks_unlearnt);
    return trusted ? meant_for_administrators(overreach->operation)
                   : rank->below && !rank->above &&
                         meant_for_role(overreach->operation, rank->admin->role);
}

void overreach_judge(struct overreach *overreach) {
    const struct rank *rank = overreach->rank;
    const struct operation *operation = overreach->operation;
    bool higher = rank->admin && rank_is_higher(rank);
    overreach->place = meant_place(operation->path);
    overreach->by = is_declared(overreach)                ? OVERREACH_DECLARED
                    : overreach->place.len && rank->admin ? OVERREACH_PLACE
                    : higher && (rank_kin_refuse(rank, operation) ||
                                 (is_write(overreach) && rank_twins_refuse(rank, operation)))
                        ? OVERREACH_KIN
                        : OVERREACH_NOTHING;
}

/* What the user is served is his own, or is said to be for others, too. A list that is the same for
 * both may name him among others. */
static enum err is_his(struct overreach *overreach, bool *out) {
    struct survey *survey = overreach->survey;
    const struct rank *rank = overreach->rank;
    const struct node *root = NULL;
    const struct json_options options = {.depth = DEPTH};
    struct self user, admin;
    *out = false;
    enum err read = json_parse(survey_arena(survey), overreach->users.exchange.response.body,
                               &options, &root, NULL);
    if (read != OK) {
        return read == ERR_MEMORY ? read : OK;
    }
    TRY(survey_self(survey, rank->user, &user));
    TRY(survey_self(survey, rank->admin, &admin));
    struct privacy privacy = privacy_of(root, &admin, &user);
    bool of_one = operation_has_variable(overreach->operation);
    *out = (of_one ? privacy.shared : privacy.announced) && !MUTANT(kin_announced);
    return OK;
}

/* Word for word what the admin gets, and nothing that is the user's own. */
static enum err is_same(struct overreach *overreach, const struct request *request, bool *out) {
    struct survey *survey = overreach->survey;
    struct volatility volatility;
    struct reply again;
    bool his = false;
    *out = false;
    TRY(survey_ask(survey, overreach->operation, request, overreach->rank->admin, &again));
    if (!sample_served(&again.sample)) {
        return OK;
    }
    TRY(sample_learn(survey_arena(survey), &overreach->admins.sample, &again.sample, &volatility));
    TRY(is_his(overreach, &his));
    *out = !his && sample_compare(&overreach->users.sample, &overreach->admins.sample,
                                  &volatility) == LIKE_SAME;
    return OK;
}

static bool is_answer(const struct reply *reply) {
    const struct sample *sample = &reply->sample;
    return sample_served(sample) && !sample->password_form && !oracle_reads_as_refusal(sample) &&
           sample->kind != SAMPLE_HTML;
}

static enum err try_read(struct overreach *overreach, bool *out) {
    struct survey *survey = overreach->survey;
    const struct rank *rank = overreach->rank;
    const struct operation *operation = overreach->operation;
    struct draft draft;
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, rank->user, &overreach->users));
    TRY(survey_ask(survey, operation, &draft.request, NULL, &overreach->nobody));
    *out = is_answer(&overreach->users) && overreach->nobody.sample.wire == WIRE_OK &&
           !sample_served(&overreach->nobody.sample);
    if (!*out || !rank->admin) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, rank->admin, &overreach->admins));
    *out = sample_served(&overreach->admins.sample) &&
           sample_compare(&overreach->users.sample, &overreach->admins.sample, &NONE) >= LIKE_FORM;
    return *out && overreach->by == OVERREACH_KIN ? is_same(overreach, &draft.request, out) : OK;
}

/* That he comes as far as the admin says something where roles are looked at before anything else,
 * or where he was served for certain. One that is meant for others needs less to show that. */
static bool is_telling(const struct overreach *overreach, int status) {
    const struct rank *rank = overreach->rank;
    const struct operation_result *row = survey_row(overreach->survey, overreach->operation);
    bool meant = overreach->by != OVERREACH_KIN;
    return rank_comes_first(rank, status, meant) ||
           (row && rank_serves(row, rank->user) && !MUTANT(served_counts_for_nothing));
}

/* What differs between two answers to the admin: a number of the request, a time. */
static enum err learn_error(struct overreach *overreach, const struct draft *draft,
                            struct volatility *out) {
    struct reply again;
    *out = NONE;
    TRY(survey_ask(overreach->survey, overreach->operation, &draft->request, overreach->rank->admin,
                   &again));
    bool alike = again.sample.wire == WIRE_OK &&
                 again.sample.status == overreach->admins.sample.status &&
                 !MUTANT(errors_never_numbered);
    return alike ? sample_learn(survey_arena(overreach->survey), &overreach->admins.sample,
                                &again.sample, out)
                 : OK;
}

/* A write that cannot succeed: the user comes as far with it as the admin does. */
static enum err comes_as_far(struct overreach *overreach, const struct draft *draft, bool *out) {
    struct survey *survey = overreach->survey;
    const struct rank *rank = overreach->rank;
    const struct operation *operation = overreach->operation;
    TRY(survey_ask(survey, operation, &draft->request, NULL, &overreach->nobody));
    TRY(survey_ask(survey, operation, &draft->request, rank->admin, &overreach->admins));
    if (!sample_refused(&overreach->nobody.sample) ||
        !is_telling(overreach, overreach->admins.sample.status)) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft->request, rank->user, &overreach->users));
    if (overreach->users.sample.wire == WIRE_OK && rank_is_past(overreach->users.sample.status)) {
        struct volatility volatility;
        TRY(learn_error(overreach, draft, &volatility));
        *out =
            sample_same_refusal(&overreach->users.sample, &overreach->admins.sample, &volatility);
    }
    return OK;
}

/* What parses goes to nothing that is there: who looks at no types takes it. */
static bool is_guarded(const struct draft *draft, enum build_mode mode) {
    bool parses = mode == BUILD_MISTYPED;
    return draft->made_up_id ? !parses || !MUTANT(mistyped_unsent)
                             : draft->body_guards && (!parses || MUTANT(mistyped_sent));
}

/* With a body that cannot be parsed; where a layer in front of all routes parses it, with one of
 * another type, for what is not there. */
enum err overreach_spoiled(struct overreach *overreach, bool *out) {
    static const enum build_mode modes[] = {BUILD_UNPARSABLE, BUILD_MISTYPED};
    for (size_t i = 0; i < 2 && !*out; i++) {
        struct draft draft;
        TRY(survey_build_spoiled(overreach->survey, overreach->operation, modes[i], &draft));
        if (draft.built && is_guarded(&draft, modes[i])) {
            TRY(comes_as_far(overreach, &draft, out));
        }
        bool parsed = overreach->nobody.sample.status / 100 == 4 &&
                      !sample_refused(&overreach->nobody.sample);
        if (!parsed || !draft.request.body.len) {
            break;
        }
    }
    return OK;
}

/* Where writes are allowed: what the user makes is taken away again. */
static enum err try_making(struct overreach *overreach, bool *out) {
    struct survey *survey = overreach->survey;
    const struct operation *operation = overreach->operation;
    struct draft draft;
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built || draft.made_up_id) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &draft.request, NULL, &overreach->nobody));
    if (!sample_refused(&overreach->nobody.sample)) {
        return OK;
    }
    TRY(survey_make(survey, operation, &draft.request, overreach->rank->user, &overreach->users));
    overreach->made = *out =
        is_answer(&overreach->users) && !sample_fails(&overreach->users.sample);
    return OK;
}

enum err overreach_try(struct overreach *overreach, bool *found) {
    *found = false;
    if (!is_write(overreach)) {
        return try_read(overreach, found);
    }
    if (overreach->by != OVERREACH_KIN && survey_may_write(overreach->survey) &&
        span_equal(overreach->operation->method, SPAN("POST"))) {
        TRY(try_making(overreach, found));
    }
    return *found || !overreach->rank->admin ? OK : overreach_spoiled(overreach, found);
}
