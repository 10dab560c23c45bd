/* SPDX-License-Identifier: Apache-2.0 */
/* Asking for a name that is somebody's. */
#include "scan/accounts/telling_registration.h"

#include "base/clock.h"
#include "base/mutant.h"
#include "scan/accounts/telling.h"

static bool answers_conflicts(const struct operation *operation) {
    return node_get(operation->responses, SPAN("409")) != NULL;
}

/* The request for the user's name and address; of what is not known of him something that nobody
 * has. *sent: it names him, and was sent. */
static enum err ask_again(struct registration *r, const struct account *user, struct reply *out,
                          bool *sent) {
    struct arena *arena = survey_arena(r->survey);
    struct account account, made_up;
    struct draft draft;
    unsigned places;
    *sent = false;
    TRY(survey_build(r->survey, r->operation, NULL, &draft));
    TRY(telling_stranger(r->survey, (unsigned)clock_unix() % 1000, &made_up));
    account = *user;
    account.name = user->name.len ? user->name : made_up.name;
    account.email = user->email.len ? user->email : made_up.email;
    TRY(draft.built ? account_fill(arena, &account, r->operation, &draft.request, &places) : OK);
    if (!draft.built || !(places & ACCOUNT_PASSWORD)) {
        return OK;
    }
    r->address = (places & ACCOUNT_EMAIL) && user->email.len;
    *sent = r->address || ((places & ACCOUNT_NAME) && user->name.len);
    if (!*sent) {
        return OK;
    }
    return survey_may_write(r->survey)
               ? survey_make(r->survey, r->operation, &draft.request, r->sender, out)
               : survey_ask(r->survey, r->operation, &draft.request, r->sender, out);
}

static bool is_answer(const struct reply *reply) {
    return reply->sample.wire == WIRE_OK && !reply->sample.throttled &&
           reply->sample.status / 100 != 5;
}

/* Two new accounts are opened, and one for him is not, before and between. */
static enum err compare(struct registration *r, const struct account *user, unsigned number) {
    struct account account;
    bool sent = true;
    r->told = r->compared = true;
    for (unsigned i = 0; i < 2 && r->told; i++) {
        TRY(ask_again(r, user, &r->taken, &sent));
        r->told = sent && is_answer(&r->taken) && !survey_took(&r->taken);
        if (r->told) {
            TRY(survey_open_account(r->survey, r->operation, r->sender, number + i, user->password,
                                    &account, &r->fresh, &sent));
            r->told = sent && survey_took(&r->fresh);
        }
    }
    return OK;
}

static enum err look(struct registration *r, const struct account *user) {
    bool sent = true;
    r->told = true;
    for (unsigned i = 0; i < 2 && r->told; i++) {
        TRY(ask_again(r, user, &r->taken, &sent));
        r->told = sent && telling_says_taken(&r->taken);
    }
    return OK;
}

enum err registration_judge(struct registration *r, unsigned number) {
    struct account user;
    bool own, found;
    r->told = r->compared = false;
    if (!survey_may_write(r->survey)) {
        bool safe = answers_conflicts(r->operation) || MUTANT(registered_unsafely);
        TRY(safe ? survey_given_user(r->survey, &user, &found) : OK);
        return safe && found ? look(r, &user) : OK;
    }
    TRY(survey_user(r->survey, &user, &own, &found));
    return found ? compare(r, &user, number) : OK;
}
