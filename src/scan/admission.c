/* SPDX-License-Identifier: Apache-2.0 */
/* Asking an operation with what its refusals named, and keeping what it took. */
#include "scan/admission.h"

#include "base/mutant.h"
#include "scan/credential/admitted.h"
#include "scan/oracle_parts.h"

static bool was_asked_with(const struct subject *subject, const struct identity *identity) {
    VEC_EACH(struct shot *const, offer, &subject->offers) {
        if ((*offer)->identity == identity) {
            return true;
        }
    }
    return false;
}

/* The refusal says nothing of what it misses: a cookie or a header that nothing in the contract
 * fits may be that. */
static bool says_nothing(const struct shot *shot) {
    return !shot->sample.challenge && !MUTANT(silent_refusal_unheard);
}

static bool turns_away(const struct shot *shot) {
    return shot && shot->sample.wire == WIRE_OK &&
           (shot->sample.status / 100 == 4 || oracle_sent_to_log_in(&shot->sample));
}

/* What the refusals name, of those identities that the operation could not be asked with; unnamed:
 * all of it, where they name nothing. */
static enum err admit(struct subject *subject, bool unnamed, struct security *admitted) {
    VEC_EACH(const struct identity, identity, &subject_identities(subject)->all) {
        for (size_t i = 0; i < 2 && !was_asked_with(subject, identity); i++) {
            const struct shot *shot = subject->control[i ? CONTROL_GARBAGE : CONTROL_ANONYMOUS];
            if (turns_away(shot)) {
                struct admission admission = {.refusal = &shot->exchange.response,
                                              .silent = subject->restarts[RESTART_INFERENCE] > 0 ||
                                                        (unnamed && says_nothing(shot))};
                TRY(admitted_add(subject_wallet(subject), &subject->arena, identity, admission,
                                 admitted));
            }
        }
    }
    return OK;
}

static enum err add_all(struct arena *arena, const struct security *from, struct security *to) {
    VEC_EACH(const struct requirement, requirement, &from->any) {
        TRY_PTR(vec_push(arena, &to->any, *requirement) ? to : NULL);
    }
    return OK;
}

enum err admission_wants(struct subject *subject, bool *wants) {
    const struct security *declared = &subject->operation->security;
    struct security admitted = {0};
    *wants = false;
    if (security_is_public(declared)) {
        return OK;
    }
    TRY(admit(subject, false, &admitted));
    TRY(admitted.any.n ? OK : admit(subject, true, &admitted));
    *wants = admitted.any.n > 0;
    if (!*wants) {
        return OK;
    }
    struct operation *operation = arena_new(&subject->arena, struct operation);
    TRY_PTR(operation);
    *operation = *subject->operation;
    operation->security = (struct security){
        .declared = declared->declared, .inherited = declared->inherited, .place = declared->place};
    /* worthless credentials are made of the first: what others are served with comes before it */
    const struct shot *valid = subject->control[CONTROL_VALID];
    bool served = valid && sample_past(&valid->sample);
    TRY(add_all(&subject->arena, served ? declared : &admitted, &operation->security));
    TRY(add_all(&subject->arena, served ? &admitted : declared, &operation->security));
    subject->unadmitted = subject->operation;
    subject->operation = operation;
    return OK;
}

static const struct scheme *taken_as(const struct subject *subject, const struct shot *offer) {
    const struct scheme *scheme = offer->requirement->needs.at[0].scheme;
    bool guessed = wallet_is_leftover(&subject->engine->wallet, scheme);
    return guessed && offer->requirement->needs.n == 1 && sample_past(&offer->sample) ? scheme
                                                                                      : NULL;
}

enum err admission_tell(struct subject *subject) {
    const struct scheme *taken = NULL;
    VEC_EACH(struct shot *const, offer, &subject->offers) {
        taken = taken ? taken : taken_as(subject, *offer);
    }
    if (!subject->restarts[RESTART_ADMITTED]) {
        return OK;
    }
    if (!taken) {
        subject->operation = subject->unadmitted;
        return OK;
    }
    struct operation *told = arena_new(&subject->arena, struct operation);
    TRY_PTR(told);
    *told = *subject->operation;
    told->gap = arena_printf(&subject->arena, "takes %.*s%s%.*s, which the contract does not name",
                             SPAN_ARG(taken->parameter), taken->prefix.len ? ": " : "",
                             SPAN_ARG(taken->prefix));
    TRY_PTR(told->gap.ptr);
    subject->operation = told;
    return OK;
}
