/* SPDX-License-Identifier: Apache-2.0 */
/* Sending wrong secrets, and looking whether anybody minds. */
#include "scan/accounts/guessing.h"

#include "base/mutant.h"
#include "scan/survey_rows.h"

enum { SLOWER = 4 };
static const uint64_t A_SECOND = 1000000000;

static enum err write_login(const struct guessing *guessing, struct span user, struct span secret,
                            struct request *out) {
    return door_request(survey_arena(guessing->survey), guessing->at, user, secret, out);
}

struct guessing guessing_at_door(struct survey *survey, const struct door *door, struct span user) {
    return (struct guessing){.survey = survey,
                             .operation = survey_asked(survey, &door->request),
                             .user = user,
                             .own = door->user,
                             .right = door->password,
                             .write = write_login,
                             .at = door};
}

/* Codes that are not the first to come to mind. */
static struct span wrong(struct guessing *guessing) {
    struct arena *arena = survey_arena(guessing->survey);
    unsigned number = ++guessing->number, most = 1;
    for (unsigned i = 0; i < guessing->digits; i++) {
        most *= 10;
    }
    return guessing->digits
               ? arena_printf(arena, "%0*u", (int)guessing->digits, (most / 7 + number * 13) % most)
               : arena_printf(arena, "postern-wrong-%04u", number);
}

enum err guessing_once(struct guessing *guessing, struct span user, const struct fields *fields,
                       struct reply *out) {
    struct request request;
    struct span secret = wrong(guessing);
    TRY_PTR(secret.ptr);
    TRY(guessing->write(guessing, user, secret, &request));
    for (size_t i = 0; fields && i < fields->n; i++) {
        TRY(fields_set(survey_arena(guessing->survey), &request.fields, fields->at[i].name,
                       fields->at[i].value)
                ? OK
                : ERR_MEMORY);
    }
    return survey_fetch_at_once(guessing->survey, &request, out);
}

static bool is_refused(const struct guessing *guessing, const struct sample *sample) {
    return sample->wire == WIRE_OK && sample->status == guessing->first.sample.status &&
           sample_compare(sample, &guessing->first.sample, &guessing->volatility) == LIKE_SAME;
}

static bool is_late(const struct guessing *guessing, const struct reply *reply) {
    uint64_t before = guessing->first.exchange.response.elapsed_ns;
    uint64_t now = reply->exchange.response.elapsed_ns;
    return now > A_SECOND && now / SLOWER > before && !MUTANT(delay_unnoticed);
}

bool guessing_is_unmoved(const struct guessing *guessing, const struct reply *reply) {
    return !reply->sample.throttled && is_refused(guessing, &reply->sample) &&
           !is_late(guessing, reply);
}

bool guessing_is_slowed(const struct guessing *guessing, const struct reply *reply) {
    return !reply->sample.throttled && is_refused(guessing, &reply->sample) &&
           is_late(guessing, reply);
}

bool guessing_is_limited(const struct guessing *guessing, const struct reply *reply) {
    const struct sample *sample = &reply->sample;
    return guessing_is_slowed(guessing, reply) ||
           (sample->wire == WIRE_OK &&
            (sample->throttled || (sample->status / 100 != 5 && !is_refused(guessing, sample))));
}

/* Nobody was shut out since: the right secret is known, and its user has no right to this. A lock
 * that says 403 as well says it from some guess on. */
static bool is_as_before(const struct guessing *guessing, const struct sample *sample) {
    const struct sample *before = &guessing->before.sample;
    return before->wire == WIRE_OK && before->status == 403 && sample->status == 403 &&
           sample_compare(sample, before, &guessing->volatility) == LIKE_SAME &&
           !MUTANT(right_is_opening);
}

enum err guessing_ask_before(struct guessing *guessing) {
    struct request request;
    if (!guessing->right.ptr) {
        return OK;
    }
    TRY(guessing->write(guessing, guessing->own, guessing->right, &request));
    return survey_fetch_at_once(guessing->survey, &request, &guessing->before);
}

enum err guessing_opens(struct guessing *guessing, struct span user, bool *out) {
    struct request request;
    *out = false;
    if (!guessing->right.ptr) {
        return OK;
    }
    TRY(guessing->write(guessing, user, guessing->right, &request));
    TRY(survey_fetch_at_once(guessing->survey, &request, &guessing->opened));
    const struct sample *sample = &guessing->opened.sample;
    bool opens = sample->status / 100 == 2 || sample->status / 100 == 3;
    *out = sample->wire == WIRE_OK && (opens || is_as_before(guessing, sample)) &&
           !is_refused(guessing, sample);
    return OK;
}

/* It looks at the secret, and says no. */
static enum err refuses(struct guessing *guessing, bool *out) {
    TRY(guessing_once(guessing, guessing->user, NULL, &guessing->first));
    TRY(guessing_once(guessing, guessing->user, NULL, &guessing->second));
    TRY(sample_learn(survey_arena(guessing->survey), &guessing->first.sample,
                     &guessing->second.sample, &guessing->volatility));
    guessing->sent = 2;
    guessing->last = guessing->second;
    *out = guessing->first.sample.wire == WIRE_OK && !guessing->first.sample.throttled &&
           guessing->first.sample.status / 100 != 5 &&
           guessing_is_unmoved(guessing, &guessing->second);
    return OK;
}

enum err guessing_run(struct guessing *guessing, bool *unmoved) {
    TRY(refuses(guessing, unmoved));
    while (*unmoved && guessing->sent < survey_guesses(guessing->survey)) {
        TRY(guessing_once(guessing, guessing->user, NULL, &guessing->last));
        guessing->sent++;
        *unmoved = guessing_is_unmoved(guessing, &guessing->last);
    }
    return OK;
}
