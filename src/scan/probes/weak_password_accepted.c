/* SPDX-License-Identifier: Apache-2.0 */
/* Does a registration take any password? */
#include "base/mutant.h"
#include "scan/probe.h"

#define STRONG "Zq7-postern-Vy4-made-up-Lw9"

/* What nobody should be allowed: too short, and the first that everybody tries. */
static const struct span WEAK[] = {SPAN_INIT("1234"), SPAN_INIT("password")};

struct trial {
    struct survey *survey;
    const struct operation *operation;
    const struct identity *identity; /* who may open accounts; NULL: everybody */
    struct account account;
    struct reply strong, weak;
    unsigned number;
};

static enum err open_account(struct trial *trial, struct span password, struct reply *out,
                             bool *sent) {
    return survey_open_account(trial->survey, trial->operation, trial->identity, trial->number++,
                               password, &trial->account, out, sent);
}

static enum err report(struct trial *trial, bool proven) {
    const struct exhibit exhibits[] = {
        {SPAN("a good password"), &trial->strong.exchange, false, true},
        {SPAN("a bad one"), &trial->weak.exchange, true, true}};
    const struct disclosure what = {
        .operation = trial->operation,
        .cause = SPAN("registration"),
        .message = arena_printf(
            survey_arena(trial->survey), "A new user may have the password \"%.*s\"%s.",
            SPAN_ARG(trial->account.password), proven ? ", and logs in with it" : ""),
        .confidence = proven ? CONFIDENCE_CONFIRMED : CONFIDENCE_LIKELY,
        .exhibits = exhibits,
        .exhibit_n = sizeof(exhibits) / sizeof(*exhibits),
    };
    TRY_PTR(what.message.ptr);
    return survey_report(trial->survey, &weak_password_accepted, &what);
}

/* Taken as the good one is. An answer that is the same for everything says nothing: then only who
 * logs in counts, or who is named. */
static enum err try_weak(struct trial *trial, struct span password, bool *found) {
    static const struct volatility none = {.differing = 0};
    bool sent, proven = false;
    TRY(open_account(trial, password, &trial->weak, &sent));
    const struct sample *weak = &trial->weak.sample;
    if (!sent || !survey_took(&trial->weak) || weak->status != trial->strong.sample.status ||
        sample_compare(weak, &trial->strong.sample, &none) < LIKE_FORM) {
        return OK;
    }
    TRY(survey_logs_in(trial->survey, &trial->account, &proven));
    bool named = weak->status == 201 &&
                 span_find(trial->weak.exchange.response.body, trial->account.name) != SIZE_MAX;
    *found = proven || named || MUTANT(weak_unproven);
    return *found ? report(trial, proven) : OK;
}

static enum err try_operation(struct trial *trial) {
    bool sent, found = false;
    TRY(open_account(trial, SPAN(STRONG), &trial->strong, &sent));
    bool opened = sent && survey_took(&trial->strong);
    for (size_t i = 0; opened && !found && i < sizeof(WEAK) / sizeof(*WEAK); i++) {
        TRY(try_weak(trial, WEAK[i], &found));
    }
    return OK;
}

static enum err survey_registrations(struct survey *survey) {
    unsigned number = 0;
    if (!survey_may_write(survey)) {
        return OK;
    }
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        struct trial trial = {.survey = survey, .operation = operation, .number = number};
        if (account_is_opened(operation) && survey_row(survey, operation) &&
            survey_sender(survey, operation, &trial.identity)) {
            TRY(try_operation(&trial));
            number = trial.number;
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "weak-password-accepted",
    .group = "account",
    .wide = true,
    .severity = SEVERITY_MEDIUM,
    .title = "A registration takes any password",
    .cwe = {"CWE-521"},
    .owasp = "API2:2023",
    .why = "People take the shortest password that they may. Those of four digits, and those that "
           "stand first in every list, are found at the login within minutes, however it is "
           "limited.",
    .how = "With --allow-writes alone: accounts of the scan's own are opened at the contract's "
           "registrations, with a good password, with \"1234\" and with \"password\". It fires "
           "when a bad one is taken as the good one is, and the new user logs in with it and with "
           "no other; likely, when he does not log in and the answer names him. What was made is "
           "deleted where the contract has an operation for it, and told where not.",
    .fix =
        "Ask for 8 characters and more, and refuse what stands in lists of leaked passwords (NIST "
        "SP 800-63B, section 5.1.1.2). Django: AUTH_PASSWORD_VALIDATORS with "
        "MinimumLengthValidator and CommonPasswordValidator, and call "
        "password_validation.validate_password in the serializer: create_user() does not.",
};

const struct probe weak_password_accepted = {
    .rule = &rule, .doors = true, .survey = survey_registrations};
