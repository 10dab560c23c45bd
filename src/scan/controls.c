/* SPDX-License-Identifier: Apache-2.0 */
/* What controls are made of, and which of them attacks are compared with. */
#include "scan/controls.h"

#include "base/mutant.h"

static const struct scheme ANY_BEARER = {
    .kind = SCHEME_BEARER, .parameter = SPAN_INIT("Authorization"), .prefix = SPAN_INIT("Bearer")};
static const struct scheme ANY_BASIC = {
    .kind = SCHEME_BASIC, .parameter = SPAN_INIT("Authorization"), .prefix = SPAN_INIT("Basic")};

/* The requirement that garbage is made for: the accepted identity's, or the first that asks. */
static const struct requirement *first_requirement(const struct security *security) {
    VEC_EACH(const struct requirement, requirement, &security->any) {
        if (requirement->needs.n && requirement->needs.at[0].scheme) {
            return requirement;
        }
    }
    return NULL;
}

static enum err put_wrong_scheme(struct subject *subject, struct request *request) {
    bool basic = security_asks(&subject->operation->security, SCHEME_BASIC);
    const struct scheme *scheme = basic ? &ANY_BEARER : &ANY_BASIC;
    return credential_put(&subject->arena, scheme, credential_prefix(scheme),
                          basic ? SPAN("postern-wrong-scheme") : SPAN("cG9zdGVybjpub2JvZHk="),
                          request);
}

static const char *const NAMES[4] = {[CONTROL_ANONYMOUS] = "anonymous",
                                     [CONTROL_GARBAGE] = "garbage",
                                     [CONTROL_WRONG_SCHEME] = "wrong-scheme",
                                     [CONTROL_VALID] = "valid"};

const struct requirement *controls_requirement(const struct subject *subject) {
    if (subject->requirement) {
        return subject->requirement;
    }
    return subject->leftovers.n ? subject->leftovers.at[0]
                                : first_requirement(&subject->operation->security);
}

const struct scheme *controls_scheme(const struct subject *subject) {
    const struct requirement *requirement = controls_requirement(subject);
    return requirement && requirement->needs.n ? requirement->needs.at[0].scheme : NULL;
}

static enum err again(struct subject *subject, const struct shot *first, struct request *request) {
    TRY(request_copy(&subject->arena, &first->exchange.request, request));
    return subject_freshen(subject, request);
}

enum err controls_shot(struct subject *subject, enum control control, struct shot *slot[static 4]) {
    struct wallet *wallet = subject_wallet(subject);
    struct request request;
    TRY(subject_request(subject, &request));
    const struct requirement *requirement = controls_requirement(subject);
    const struct identity *identity = NULL;
    const struct shot *first = slot == subject->control ? NULL : subject->control[CONTROL_GARBAGE];
    switch (control) {
    case CONTROL_ANONYMOUS:
        break;
    case CONTROL_GARBAGE:
        if (!requirement) {
            return OK;
        }
        /* later sets repeat the first one's: another scheme's is refused in other words */
        TRY(first ? again(subject, first, &request)
                  : wallet_worthless(wallet, &subject->arena, requirement, &request));
        break;
    case CONTROL_WRONG_SCHEME:
        TRY(put_wrong_scheme(subject, &request));
        break;
    case CONTROL_VALID:
        identity = subject->identity;
        TRY(wallet_present(wallet, &subject->arena, identity, subject->requirement, &request));
        break;
    }
    slot[control] =
        shot_new(&subject->volley, slot == subject->control ? NAMES[control] : "recheck", &request,
                 identity);
    TRY_PTR(slot[control]);
    return shot_send(slot[control], CONTROL_REPEATS);
}

static bool wrong_scheme_helps(const struct security *security) {
    return !security_asks(security, SCHEME_BASIC) || !security_asks(security, SCHEME_BEARER);
}

/* One valid request for a requirement: of several, another may be what the operation takes. */
static enum err send_offer(struct subject *subject, const struct identity *identity,
                           const struct requirement *requirement) {
    struct request request;
    TRY(subject_request(subject, &request));
    TRY(wallet_present(subject_wallet(subject), &subject->arena, identity, requirement, &request));
    struct shot *shot = shot_new(&subject->volley, NAMES[CONTROL_VALID], &request, identity);
    TRY_PTR(shot);
    shot->requirement = requirement;
    if (!vec_push(&subject->arena, &subject->offers, shot)) {
        return ERR_MEMORY;
    }
    return shot_send(shot, CONTROL_REPEATS);
}

static enum err send_valid_controls(struct subject *subject) {
    const struct identities *identities = subject_identities(subject);
    struct wallet *wallet = subject_wallet(subject);
    enum { MOST_OFFERS = 4 }; /* of one identity */
    VEC_EACH(const struct identity, identity, &identities->all) {
        size_t sent = 0;
        VEC_EACH(const struct requirement, requirement, &subject->operation->security.any) {
            if (sent < MOST_OFFERS && wallet_meets(wallet, identity, requirement)) {
                TRY(send_offer(subject, identity, requirement));
                sent++;
            }
        }
        VEC_EACH(const struct requirement *const, more, &subject->leftovers) {
            TRY(wallet_meets(wallet, identity, *more) ? send_offer(subject, identity, *more) : OK);
        }
    }
    return OK;
}

/* Where an object can be taken away but once, they ask one after the other, and the valid
 * credential last: what is gone then was taken by one of the others. */
enum err controls_send(struct subject *subject) {
    subject->volley.gentle |= subject_takes_away(subject);
    const struct security *security = &subject->operation->security;
    TRY(controls_shot(subject, CONTROL_ANONYMOUS, subject->control));
    if (security_is_public(security)) {
        return OK;
    }
    TRY(controls_shot(subject, CONTROL_GARBAGE, subject->control));
    if (wrong_scheme_helps(security) && !MUTANT(wrong_scheme_unsent)) {
        TRY(controls_shot(subject, CONTROL_WRONG_SCHEME, subject->control));
    }
    return send_valid_controls(subject);
}

static unsigned worth(const struct shot *shot) {
    return sample_served(&shot->sample) ? 2 : sample_past(&shot->sample) ? 1 : 0;
}

/* Of each identity's offers the one that comes furthest; among equals the first. */
static enum err choose_offers(struct subject *subject) {
    subject->valid.n = 0;
    VEC_EACH(struct shot *, offer, &subject->offers) {
        struct shot **held = NULL;
        VEC_EACH(struct shot *, each, &subject->valid) {
            held = (*each)->identity == (*offer)->identity ? each : held;
        }
        if (held && worth(*offer) > worth(*held)) {
            *held = *offer;
        } else if (!held && !vec_push(&subject->arena, &subject->valid, *offer)) {
            return ERR_MEMORY;
        }
    }
    return OK;
}

/* The first identity that is served, else the first that gets past the gate. */
enum err controls_choose(struct subject *subject) {
    struct shot *best = NULL;
    TRY(choose_offers(subject));
    VEC_EACH(struct shot *, shot, &subject->valid) {
        if (sample_served(&(*shot)->sample) && (!best || !sample_served(&best->sample))) {
            best = *shot;
        } else if (!best && sample_past(&(*shot)->sample)) {
            best = *shot;
        }
    }
    if ((!best || MUTANT(first_is_best)) && subject->valid.n) {
        best = subject->valid.at[0];
    }
    subject->control[CONTROL_VALID] = best;
    if (best) {
        subject->identity = best->identity;
        subject->requirement = best->requirement;
    }
    return OK;
}

/* What the valid credential is told as well is no word on the other. */
static void mark_rebuff(const struct subject *subject, struct sample *sample) {
    static const struct volatility none = {.differing = 0};
    sample->rebuff = rebuffs_know(&subject->engine->rebuffs, sample) &&
                     !sample_same_error(sample, &subject->controls.valid, &none);
}

enum err controls_take(struct subject *subject) {
    struct controls *controls = &subject->controls;
    struct sample *const to[4] = {&controls->anonymous, &controls->garbage, &controls->wrong_scheme,
                                  &controls->valid};
    for (size_t i = 0; i < 4; i++) {
        if (subject->control[i]) {
            *to[i] = subject->control[i]->sample;
        }
    }
    for (size_t i = CONTROL_ANONYMOUS; i < CONTROL_VALID; i++) {
        mark_rebuff(subject, to[i]);
    }
    if (subject->nowhere) {
        controls->nowhere = subject->nowhere->sample;
    }
    if (!subject->again) {
        return OK;
    }
    controls->valid_again = subject->again->sample;
    if (controls->valid_again.status != controls->valid.status) {
        /* what worked once tells nothing of what is volatile, nor of what others would get now */
        if (controls->write && sample_past(&controls->valid_again)) {
            controls->valid = controls->valid_again;
        }
        return OK;
    }
    return sample_learn(&subject->arena, &controls->valid, &controls->valid_again,
                        &controls->volatility);
}
