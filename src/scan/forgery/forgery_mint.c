/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens minted with a secret that is known: which one it is, and one claim that is changed. */
#include "scan/forgery/forgery.h"
#include "scan/subject.h"

struct forge_signer forgery_signer(const struct forgery *forgery, struct span secret) {
    return (struct forge_signer){.alg = forgery->jws.alg, .secret = secret};
}

/* Whether this secret made the token's MAC. */
static enum err fits(struct subject *subject, const struct forgery *forgery, struct span secret,
                     bool *yes) {
    struct forge_signer signer = forgery_signer(forgery, secret);
    struct span mac;
    TRY(forge_signature(&subject->arena, &signer, forgery->jws.signing_input, &mac));
    *yes = span_equal(mac, forgery->jws.signature);
    return OK;
}

enum err forgery_secret(struct subject *subject, const struct forgery *forgery, struct span *secret,
                        bool *found) {
    *found = false;
    if (alg_info(forgery->jws.alg)->family != FAMILY_HMAC) {
        return OK;
    }
    VEC_EACH(const struct span, known, &subject->engine->secrets) {
        TRY(fits(subject, forgery, *known, found));
        if (*found) {
            *secret = *known;
            return OK;
        }
    }
    return OK;
}

enum err forgery_mint(struct subject *subject, const struct probe *probe,
                      const struct forgery *forgery, struct forgery_change change,
                      struct attack attack) {
    struct span secret, token;
    bool found;
    TRY(forgery_secret(subject, forgery, &secret, &found));
    if (!found) {
        return OK;
    }
    change.signer = forgery_signer(forgery, secret);
    TRY(forgery_make(subject, forgery, &change, &token));
    return forgery_attack_hidden(subject, probe, forgery, token, attack);
}

enum err forgery_claim(struct subject *subject, const struct probe *probe,
                       const struct forgery *forgery, struct edit edit, const char *what) {
    struct arena *arena = subject_arena(subject);
    struct forgery_change change = {.payload = &edit, .payload_n = 1};
    struct attack attack = {
        .label = arena_printf(arena, "a minted token %s %.*s", what, SPAN_ARG(edit.name)),
        .cause = edit.name,
        .message = arena_printf(arena, "A token %s %.*s is accepted.", what, SPAN_ARG(edit.name)),
    };
    return forgery_mint(subject, probe, forgery, change, attack);
}
