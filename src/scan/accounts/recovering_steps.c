/* SPDX-License-Identifier: Apache-2.0 */
/* Going on from one step of a recovery to the next. */
#include "scan/accounts/recovering_steps.h"

#include "base/mutant.h"
#include "scan/build/build.h"
#include "scan/survey_rows.h"
#include "text/words.h"

static const struct span CHECKS =
    SPAN_INIT(" verify verification check validate confirm code codes otp exchange ");

/* The operation takes a code and no password; *sender: who may send it. */
static enum err is_check(struct recovering *trial, const struct operation *operation,
                         const struct identity **sender, bool *out) {
    const struct recovery *way = &trial->way;
    struct account account = way->account;
    struct request request;
    unsigned places = 0;
    *out = operation != way->ask && operation != way->end &&
           !span_equal(operation->method, SPAN("GET")) &&
           (recovery_is_named(operation) || words_any(operation->path, CHECKS)) &&
           survey_row(trial->survey, operation) &&
           survey_sender(trial->survey, operation, sender) && !*sender;
    if (*out) {
        account.code = SPAN("postern-made-up-0001");
        TRY(recovery_build(trial->survey, operation, &account, &request, &places));
        *out = (places & ACCOUNT_CODE) && !(places & ACCOUNT_PASSWORD);
    }
    return OK;
}

static enum err send(struct recovering *trial, const struct operation *operation, struct span code,
                     const struct node *beside, struct reply *out) {
    struct account account = trial->way.account;
    struct request request;
    unsigned places;
    account.code = code;
    account.told = beside;
    TRY(recovery_build(trial->survey, operation, &account, &request, &places));
    return survey_ask(trial->survey, operation, &request, NULL, out);
}

/* What the answer holds, but the code that was sent. */
static enum err others(struct recovering *trial, const struct reply *reply, struct span code,
                       struct clues *out) {
    struct clues all;
    TRY(recovery_clues(survey_arena(trial->survey), &reply->exchange, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (!span_equal(all.at[i].code, code)) {
            out->at[out->n++] = all.at[i];
        }
    }
    return OK;
}

enum err recovering_trade(struct recovering *trial, const struct clue *clue, struct clues *out) {
    struct arena *arena = survey_arena(trial->survey);
    struct span made_up = recovery_made_up(arena, clue->code);
    TRY_PTR(made_up.ptr);
    *out = (struct clues){.n = 0};
    VEC_EACH(const struct operation, operation, &survey_contract(trial->survey)->operations) {
        const struct identity *sender = NULL;
        struct reply taken, wrong;
        bool check = false;
        TRY(out->n || MUTANT(steps_unfollowed) ? OK : is_check(trial, operation, &sender, &check));
        if (!check) {
            continue;
        }
        TRY(send(trial, operation, made_up, clue->beside, &wrong));
        TRY(send(trial, operation, clue->code, clue->beside, &taken));
        if (survey_took(&taken) && recovering_is_told_apart(&taken, &wrong)) {
            TRY(others(trial, &taken, clue->code, out));
        }
    }
    return OK;
}

enum err recovering_without_code(struct recovering *trial, const struct operation *operation,
                                 bool *out) {
    struct survey *survey = trial->survey;
    struct account account = trial->way.account;
    const struct identity *sender = NULL;
    struct request request;
    unsigned places = 0;
    *out = trial->own && operation != trial->way.ask && operation != trial->way.end &&
           !span_equal(operation->method, SPAN("GET")) && recovery_is_named(operation) &&
           survey_row(survey, operation) && survey_sender(survey, operation, &sender) && !sender;
    if (!*out) {
        return OK;
    }
    account.password = arena_printf(survey_arena(survey), "Zq7-postern-%04u-Lw9", ++trial->resets);
    TRY_PTR(account.password.ptr);
    TRY(recovery_build(survey, operation, &account, &request, &places));
    *out = !(places & ACCOUNT_CODE) && (places & ACCOUNT_PASSWORD) &&
           (places & (ACCOUNT_NAME | ACCOUNT_EMAIL));
    if (!*out) {
        return OK;
    }
    TRY(survey_ask(survey, operation, &request, NULL, &trial->taken));
    *out = survey_took(&trial->taken);
    TRY(*out ? survey_logs_in(survey, &account, out) : OK);
    trial->way.account.password = *out ? account.password : trial->way.account.password;
    return OK;
}

bool recovering_asks_question(const struct contract *contract, const struct operation *operation) {
    return build_body_names(contract, operation,
                            SPAN(" answer answers maiden birthplace pet hint "));
}
