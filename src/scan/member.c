/* SPDX-License-Identifier: Apache-2.0 */
/* One member worthless, the others valid. */
#include "scan/member.h"

#include "base/mutant.h"

static bool is_open_question(struct subject *subject, const struct shot *offer,
                             const struct scheme *scheme) {
    if (!scheme || wallet_is_csrf(scheme)) {
        return false;
    }
    const struct credential *held = wallet_find(subject_wallet(subject), offer->identity, scheme);
    return held && held->standing != STANDING_PROVEN;
}

static enum err ask(struct subject *subject, const struct shot *offer,
                    const struct scheme *scheme) {
    struct request request;
    TRY(subject_request(subject, &request));
    TRY(wallet_present_but(subject_wallet(subject), &subject->arena, offer->identity,
                           offer->requirement, scheme, &request));
    struct member *member = vec_add(&subject->arena, &subject->members);
    TRY_PTR(member);
    member->offer = offer;
    member->scheme = scheme;
    member->shot = shot_new(&subject->volley, "member", &request, offer->identity);
    TRY_PTR(member->shot);
    return shot_send(member->shot, 0);
}

enum err members_ask(struct subject *subject) {
    VEC_EACH(struct shot *const, offer, &subject->offers) {
        if (wallet_set_size((*offer)->requirement) < 2 || !sample_past(&(*offer)->sample)) {
            continue;
        }
        VEC_EACH(const struct need, need, &(*offer)->requirement->needs) {
            if (is_open_question(subject, *offer, need->scheme)) {
                TRY(ask(subject, *offer, need->scheme));
            }
        }
    }
    return OK;
}

enum err members_prove(struct subject *subject, const struct shot *offer) {
    struct wallet *wallet = subject_wallet(subject);
    const struct operation *operation = subject->planned->operation;
    if (wallet_set_size(offer->requirement) < 2 || MUTANT(members_believed)) {
        VEC_EACH(const struct need, need, &offer->requirement->needs) {
            TRY(wallet_proved(wallet, offer->identity, need->scheme, operation));
        }
        return OK;
    }
    VEC_EACH(const struct member, member, &subject->members) {
        const struct sample *answer = &member->shot->sample;
        if (member->offer == offer && answer->wire == WIRE_OK &&
            oracle_judge(&subject->controls, answer).verdict == VERDICT_DENIED) {
            TRY(wallet_proved(wallet, offer->identity, member->scheme, operation));
        }
    }
    return OK;
}
