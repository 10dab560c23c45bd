/* SPDX-License-Identifier: Apache-2.0 */
/* Does the challenge that a password alone gives open what needs a code as well? */
#include "base/mutant.h"
#include "scan/probe.h"

struct trial {
    struct survey *survey;
    struct second_step step;
    const struct operation *read;
    struct reply valid, opened, wrong;
};

static enum err ask(struct trial *trial, const struct credential *like, struct span value,
                    struct reply *out) {
    struct request request;
    TRY(survey_build_instead(trial->survey, trial->read, like, value, &request));
    return survey_fetch(trial->survey, &request, out);
}

static enum err tell(struct trial *trial, const struct credential *like) {
    struct arena *arena = survey_arena(trial->survey);
    const struct exhibit exhibits[] = {
        {SPAN("name and password"), &trial->step.first.exchange, false, true},
        {cell_who(arena, like->identity->name), &trial->valid.exchange, false, false},
        {SPAN("another string"), &trial->wrong.exchange, false, false},
        {SPAN("the challenge in place of the credential"), &trial->opened.exchange, true, true}};
    const struct disclosure what = {
        .operation = trial->step.operation,
        .cause = SPAN("challenge"),
        .message = arena_printf(
            arena, "\"%.*s\", which a name and a password alone give, opens %.*s %.*s.",
            SPAN_ARG(trial->step.name), SPAN_ARG(trial->read->method), SPAN_ARG(trial->read->path)),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &second_step_skipped, &what);
}

/* Of the reads that serve him the nearest to the step by its path: gates differ. */
static const struct operation *read_near(struct trial *trial, const struct credential *like) {
    struct survey *survey = trial->survey;
    struct span near = trial->step.operation->path;
    const struct operation *best = NULL;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (survey_reads_by(survey, operation, like->identity, like->scheme) &&
            operation_is_nearer(operation, best, near)) {
            best = operation;
        }
    }
    return best;
}

/* Served as the user is, twice, while a string that is nobody's is refused. */
static enum err try_credential(struct trial *trial, const struct credential *like, bool *told) {
    static const struct volatility none = {.differing = 0};
    struct arena *arena = survey_arena(trial->survey);
    struct span wrong = arena_join(arena, SPAN("postern"), trial->step.challenge);
    bool open = true;
    TRY_PTR(wrong.ptr);
    trial->read = read_near(trial, like);
    if (!trial->read || like->scheme->kind == SCHEME_BASIC) {
        return OK;
    }
    TRY(ask(trial, like, like->secret.value, &trial->valid));
    TRY(ask(trial, like, wrong, &trial->wrong));
    for (unsigned i = 0; i < 2 && open; i++) {
        TRY(ask(trial, like, trial->step.challenge, &trial->opened));
        open = sample_served(&trial->opened.sample) && sample_served(&trial->valid.sample) &&
               !sample_served(&trial->wrong.sample) &&
               sample_compare(&trial->opened.sample, &trial->valid.sample, &none) >= LIKE_FORM;
    }
    *told = open;
    return open ? tell(trial, like) : OK;
}

static enum err try_step(struct survey *survey, const struct operation *operation) {
    struct trial trial = {.survey = survey};
    bool found, told = false;
    TRY(second_step_begin(survey, operation, false, &trial.step, &found));
    if (!found || second_step_is_none(survey, &trial.step)) {
        return OK;
    }
    VEC_EACH(const struct scheme, scheme, &survey_contract(survey)->schemes) {
        VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
            const struct credential *like = wallet_find(survey_wallet(survey), identity, scheme);
            if (!told && like && !span_equal(like->secret.value, trial.step.challenge)) {
                TRY(try_credential(&trial, like, &told));
            }
        }
    }
    return OK;
}

static enum err survey_steps(struct survey *survey) {
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        if (span_equal(operation->method, SPAN("POST")) && second_step_is(operation) &&
            !operation->takes_password && survey_row(survey, operation)) {
            TRY(try_step(survey, operation));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "second-step-skipped",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_HIGH,
    .title = "What a password alone gives opens what needs a code as well",
    .cwe = {"CWE-287", "CWE-308"},
    .owasp = "API2:2023",
    .why = "The second factor is there for the day on which a password has leaked. Where the token "
           "that only says \"the password was right\" passes for access, that day needs nothing "
           "more.",
    .how =
        "A login in two steps gives a challenge for a name and a password, and the second "
        "operation (verify, otp, mfa, challenge …) takes it back under the same name beside a "
        "code. At the end of the scan a user's first step is taken, and the challenge is sent "
        "where his credential stands, in a read that serves him. The answer must say that there is "
        "more to come (challenge, otp, mfa, factor …), and no identity of the scan may live by "
        "that "
        "login. It fires when that is served "
        "as he is, twice, and the challenge with other letters before it is not. Needs an "
        "identity with name and password, and one with a credential of the scheme.",
    .fix =
        "Give the challenge a kind of its own (a claim, another audience, another table, another "
        "key), and let every other operation refuse it: simplejwt compares token_type; a "
        "session is marked as verified (django-otp's OTPMiddleware, user.is_verified()).",
};

const struct probe second_step_skipped = {.rule = &rule, .doors = true, .survey = survey_steps};
