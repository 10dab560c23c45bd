/* SPDX-License-Identifier: Apache-2.0 */
/* Canaries asked where an identity is refused that was served before. */
#include "scan/doubt.h"

#include "base/mutant.h"

enum err doubt_learn(struct subject *subject) {
    struct engine *engine = subject->engine;
    VEC_EACH(struct shot *, shot, &subject->valid) {
        struct canary *canary = canary_of(&engine->canaries, (*shot)->identity);
        canary_note(canary, &(*shot)->sample);
        if (!canary->requirement && sample_served(&(*shot)->sample) &&
            build_is_read(subject->operation->method)) {
            TRY(canary_keep(engine->arena, canary, &subject->draft.request, (*shot)->requirement));
        }
    }
    return OK;
}

/* In a late round: what was waited for. */
static bool has_ended(const struct subject *subject, const struct identity *identity) {
    return subject->late && !wallet_renewable(&subject->engine->wallet, identity);
}

const struct identity *doubt_of(const struct subject *subject) {
    VEC_EACH(struct shot *, shot, &subject->valid) {
        const struct canary *canary = canary_of(&subject->engine->canaries, (*shot)->identity);
        if ((*shot)->sample.status == 401 && canary->requirement && !canary->lost &&
            !has_ended(subject, (*shot)->identity)) {
            return (*shot)->identity;
        }
    }
    return NULL;
}

enum err doubt_ask(struct subject *subject) {
    const struct identity *identity = doubt_of(subject);
    const struct canary *canary = canary_of(&subject->engine->canaries, identity);
    struct request request;
    TRY(request_copy(&subject->arena, &canary->request, &request));
    TRY(wallet_present(&subject->engine->wallet, &subject->arena, identity, canary->requirement,
                       &request));
    subject->canary = shot_new(&subject->volley, "canary", &request, identity);
    TRY_PTR(subject->canary);
    return shot_send(subject->canary, 0);
}

const struct identity *doubt_dead(const struct subject *subject) {
    const struct shot *fresh = subject->fresh[CONTROL_VALID];
    if (fresh && subject->gate.valid_accepted && fresh->sample.status == 401) {
        return subject->identity;
    }
    bool dead =
        subject->canary && (sample_refused(&subject->canary->sample) || MUTANT(canary_unheard));
    return dead ? subject->canary->identity : NULL;
}
