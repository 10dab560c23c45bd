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

/* It may be served by the leeway that clocks are granted. What is only recalled was asked for in
 * the round that is on; the last one's answers are kept where that was over. */
static bool is_tentative(const struct subject *subject, const struct short_token *token) {
    const struct engine *engine = subject->engine;
    if (!token->stated) {
        return false;
    }
    return subject->volley.known_only
               ? !engine->late.last
               : client_clock_unix(engine->client) <= token->ends + LATE_LEEWAY;
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
    attack.tentative = is_tentative(subject, token);
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
