/* SPDX-License-Identifier: Apache-2.0 */
/* Recoveries by their names, and their requests. */
#include "scan/recovery.h"

#include "scan/survey_rows.h"
#include "text/words.h"

static const struct span NAMES =
    SPAN_INIT(" forgot forgotten forget recover recovery recoveries reset resets lost ");
static const struct span RUN_TOGETHER[] = {
    SPAN_INIT("forgotpass"), SPAN_INIT("resetpass"), SPAN_INIT("passwordreset"),
    SPAN_INIT("pwreset"),    SPAN_INIT("lostpass"),  SPAN_INIT("passwordrecover")};

bool recovery_is_name(struct span name) {
    bool found = words_any(name, NAMES);
    for (size_t i = 0; i < sizeof(RUN_TOGETHER) / sizeof(*RUN_TOGETHER); i++) {
        found |= span_find_nocase(name, RUN_TOGETHER[i]) != SIZE_MAX;
    }
    return found;
}

bool recovery_is_named(const struct operation *operation) {
    return recovery_is_name(operation->path) || recovery_is_name(operation->id);
}

/* The code and what came with it, under the names of the operation's parameters. */
static enum err know_parameters(struct arena *arena, const struct operation *operation,
                                const struct account *account, struct known_values *out,
                                unsigned *places) {
    VEC_EACH(const struct parameter, parameter, &operation->parameters) {
        bool code = account->code.ptr && account_is_code(parameter->name);
        struct span told = node_scalar(node_get(account->told, parameter->name));
        struct known_value value = {.name = parameter->name, .value = code ? account->code : told};
        bool sent = parameter->in == IN_PATH || parameter->in == IN_QUERY;
        if (sent && value.value.ptr) {
            *places |= code ? ACCOUNT_CODE : 0;
            TRY(vec_push(arena, &out->values, value) ? OK : ERR_MEMORY);
        }
    }
    return OK;
}

enum err recovery_build(struct survey *survey, const struct operation *operation,
                        const struct account *account, struct request *out, unsigned *places) {
    struct arena *arena = survey_arena(survey);
    struct known_values known = {.arena = arena};
    struct draft draft;
    unsigned elsewhere = 0;
    *places = 0;
    TRY(know_parameters(arena, operation, account, &known, &elsewhere));
    TRY(survey_build(survey, operation, &known, &draft));
    if (!draft.built || draft.made_up_id) {
        return OK;
    }
    TRY(account_fill(arena, account, operation, &draft.request, places));
    *places |= elsewhere;
    *out = draft.request;
    return OK;
}

/* Which of an operation's members the account would fill. */
static enum err places_of(struct recovery *recovery, const struct operation *operation,
                          unsigned *out) {
    struct account account = recovery->account;
    struct request request;
    account.code = SPAN("postern-made-up-0001");
    return recovery_build(recovery->survey, operation, &account, &request, out);
}

/* Another recovery is nearer to it by its path; one that takes a code is no beginning. */
static enum err is_another_s(struct recovery *recovery, const struct operation *end, bool *out) {
    *out = false;
    VEC_EACH(const struct operation, other, &survey_contract(recovery->survey)->operations) {
        unsigned places = 0;
        if (recovery_is_named(other) && other->names_account && !other->takes_password &&
            span_equal(other->method, SPAN("POST")) &&
            operation_is_nearer(other, recovery->ask, end->path)) {
            TRY(places_of(recovery, other, &places));
            *out |= !(places & ACCOUNT_CODE);
        }
    }
    return OK;
}

/* The operation that takes the code with a new password: of several the one nearest by its path. */
static enum err find_end(struct recovery *recovery) {
    struct survey *survey = recovery->survey;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct identity *sender;
        unsigned places = 0;
        bool another;
        bool named = recovery_is_named(operation) ||
                     words_any(operation->path, SPAN(" password passwords "));
        if (!named || operation == recovery->ask || span_equal(operation->method, SPAN("GET")) ||
            !survey_row(survey, operation) || !survey_sender(survey, operation, &sender)) {
            continue;
        }
        TRY(places_of(recovery, operation, &places));
        TRY(is_another_s(recovery, operation, &another));
        bool ends = (places & ACCOUNT_CODE) && (places & ACCOUNT_PASSWORD) && !another;
        if (ends && operation_is_nearer(operation, recovery->end, recovery->ask->path)) {
            recovery->end = operation;
            recovery->ends = sender;
        }
    }
    return OK;
}

enum err recovery_find(struct survey *survey, const struct operation *operation,
                       const struct account *account, struct recovery *out, bool *found) {
    unsigned places = 0;
    *out = (struct recovery){.survey = survey, .account = *account, .ask = operation};
    *found = recovery_is_named(operation) && span_equal(operation->method, SPAN("POST")) &&
             survey_row(survey, operation) && survey_sender(survey, operation, &out->asks);
    if (!*found) {
        return OK;
    }
    TRY(places_of(out, operation, &places));
    *found =
        (places & (ACCOUNT_NAME | ACCOUNT_EMAIL)) && !(places & (ACCOUNT_PASSWORD | ACCOUNT_CODE));
    return *found ? find_end(out) : OK;
}
