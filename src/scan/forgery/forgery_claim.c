/* SPDX-License-Identifier: Apache-2.0 */
/* One claim with another value, or without it, in tokens that are minted with a known secret. */
#include "scan/forgery/forgery.h"

enum err forgery_claim(struct subject *subject, const struct probe *probe,
                       const struct forgery *forgery, struct edit edit, const char *what) {
    struct arena *arena = subject_arena(subject);
    struct span secret, token;
    bool found;
    TRY(forgery_secret(subject, forgery, &secret, &found));
    if (!found) {
        return OK;
    }
    struct forgery_change change = {
        .payload = &edit, .payload_n = 1, .signer = forgery_signer(forgery, secret)};
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = arena_printf(arena, "a minted token %s %.*s", what, SPAN_ARG(edit.name)),
        .cause = edit.name,
        .message = arena_printf(arena, "A token %s %.*s is accepted.", what, SPAN_ARG(edit.name)),
    };
    return forgery_attack_hidden(subject, probe, forgery, token, attack);
}
