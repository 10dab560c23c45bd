/* SPDX-License-Identifier: Apache-2.0 */
/* Attacks with genuine tokens that were kept until they had ended. */
#include "scan/subject.h"

static const struct need *need_of(struct subject *subject, const struct shot *offer,
                                  const struct credential *credential) {
    VEC_EACH(const struct need, need, &offer->requirement->needs) {
        if (need->scheme &&
            wallet_find(subject_wallet(subject), offer->identity, need->scheme) == credential) {
            return need;
        }
    }
    return NULL;
}

static enum err queue(struct subject *subject, const struct probe *probe, const struct shot *offer,
                      const struct credential *credential, struct attack attack) {
    const struct need *need = need_of(subject, offer, credential);
    const struct short_token *token = &credential->short_token;
    struct request request;
    if (!need) {
        return OK;
    }
    struct presented instead = wallet_form(subject_wallet(subject), credential);
    instead.scheme = need->scheme;
    instead.value = token->value;
    TRY(subject_request(subject, &request));
    TRY(wallet_present_instead(subject_wallet(subject), &subject->arena, offer->identity,
                               offer->requirement, &instead, &request));
    attack.hide = token->value;
    attack.genuine = true;
    attack.tentative =
        token->stated && client_clock_unix(subject->engine->client) <= token->ends + LATE_LEEWAY;
    return subject_attack(subject, probe, &request, attack, NULL);
}

enum err subject_attack_ended(struct subject *subject, const struct probe *probe,
                              struct attack attack) {
    const struct late_case *late = subject->late;
    for (size_t i = 0; late && i < late->n; i++) {
        size_t before = subject->attacks.n;
        VEC_EACH(struct shot *const, offer, &subject->offers) {
            if (subject->attacks.n == before &&
                (*offer)->identity == late->credentials[i]->identity) {
                TRY(queue(subject, probe, *offer, late->credentials[i], attack));
            }
        }
    }
    return OK;
}
