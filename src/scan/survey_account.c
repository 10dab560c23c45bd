/* SPDX-License-Identifier: Apache-2.0 */
/* Opening accounts, and seeing whether they are. */
#include "scan/survey_account.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "scan/survey.h"
#include "scan/survey_rows.h"
#include "text/words.h"

enum { FIRST_NUMBER = 900 };

bool survey_sender(struct survey *survey, const struct operation *operation,
                   const struct identity **out) {
    *out = NULL;
    if (security_is_public(&operation->security)) {
        return true;
    }
    VEC_EACH(const struct identity, identity, &survey_identities(survey)->all) {
        if (!*out && wallet_choose(survey_wallet(survey), identity, &operation->security)) {
            *out = identity;
        }
    }
    return *out != NULL;
}

enum err survey_open_account(struct survey *survey, const struct operation *operation,
                             const struct identity *sender, unsigned number, struct span password,
                             struct account *account, struct reply *out, bool *sent) {
    struct arena *arena = survey_arena(survey);
    struct draft draft;
    unsigned places;
    *sent = false;
    TRY(survey_build(survey, operation, NULL, &draft));
    if (!draft.built) {
        return OK;
    }
    *account = (struct account){.told = NULL};
    TRY(account_make(arena, clock_unix(), number, password, account));
    TRY(account_fill(arena, account, operation, &draft.request, &places));
    *sent = places & ACCOUNT_PASSWORD;
    return *sent ? survey_make(survey, operation, &draft.request, sender, out) : OK;
}

bool survey_took(const struct reply *reply) {
    return sample_served(&reply->sample) && !sample_fails(&reply->sample);
}

/* The user logs in at that door with the password, and not with another. */
static enum err enters(struct survey *survey, const struct door *door, struct span user,
                       struct span password, bool *out) {
    static const struct volatility none = {.differing = 0};
    struct arena *arena = survey_arena(survey);
    struct reply login, refused;
    struct request request;
    TRY(door_request(arena, door, user, password, &request));
    TRY(survey_fetch(survey, &request, &login));
    *out = survey_took(&login);
    if (*out) {
        TRY(door_request(arena, door, user, SPAN("postern-wrong-0001"), &request));
        TRY(survey_fetch(survey, &request, &refused));
        *out = refused.sample.wire == WIRE_OK &&
               (refused.sample.status != login.sample.status ||
                sample_compare(&refused.sample, &login.sample, &none) < LIKE_FORM);
    }
    return OK;
}

/* *login: by which of its names. */
static enum err log_in(struct survey *survey, const struct account *account, struct span *login,
                       bool *out) {
    const struct doors *doors = survey_doors(survey);
    const struct span names[] = {account->name, account->email};
    *out = false;
    VEC_EACH(const struct door, door, &doors->all) {
        for (size_t i = 0; i < 2 && !*out && door_is_first(doors, door); i++) {
            *login = names[MUTANT(own_by_name) ? 0 : i];
            TRY(enters(survey, door, names[i], account->password, out));
        }
    }
    return OK;
}

enum err survey_logs_in(struct survey *survey, const struct account *account, bool *out) {
    struct span login;
    return log_in(survey, account, &login, out);
}

/* An account of our own, where one can be opened and then logs in. */
static enum err open_own(struct survey *survey, struct account *account, bool *own) {
    unsigned number = FIRST_NUMBER;
    VEC_EACH(const struct operation, operation, &survey_contract(survey)->operations) {
        const struct identity *sender;
        struct reply reply;
        bool sent = false;
        if (*own || !account_is_opened(operation) || !survey_row(survey, operation) ||
            !survey_sender(survey, operation, &sender)) {
            continue;
        }
        TRY(survey_open_account(survey, operation, sender, number++, SPAN("Zq7-postern-0000-Lw9"),
                                account, &reply, &sent));
        if (sent && survey_took(&reply)) {
            TRY(log_in(survey, account, &account->login, own));
        }
    }
    return OK;
}

enum err survey_given_user(struct survey *survey, struct account *account, bool *out) {
    struct self self = {.n = 0};
    *out = false;
    VEC_EACH(const struct door, door, &survey_doors(survey)->all) {
        const struct identity *identity = door->identity;
        if (*out || !identity->password.value.len) {
            continue;
        }
        struct span user = identity_user(identity);
        bool address = span_find_byte(user, '@') != SIZE_MAX;
        *account = (struct account){.name = user, .password = identity->password.value};
        account->email = address ? user : SPAN("");
        TRY(survey_self(survey, identity, &self));
        for (size_t i = 0; i < self.n && !address; i++) {
            bool mail = words_any(self.at[i].name, SPAN(" email mail "));
            account->email = mail ? self.at[i].value : account->email;
        }
        *out = true;
    }
    return OK;
}

/* Else the first who logs in: his password is set to what it is. */
enum err survey_user(struct survey *survey, struct account *account, bool *own, bool *out) {
    *own = survey->own.name.len != 0; /* one is enough for a probe */
    *account = survey->own;
    TRY(*own ? OK : open_own(survey, account, own));
    survey->own = *own ? *account : survey->own;
    *out = *own;
    return *own ? OK : survey_given_user(survey, account, out);
}
