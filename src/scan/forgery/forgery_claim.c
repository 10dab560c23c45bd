/* SPDX-License-Identifier: Apache-2.0 */
/* One claim with another value, and without it, in tokens that are minted with a known secret. */
#include "scan/forgery/forgery.h"

static enum err add(struct subject *subject, const struct probe *probe,
                    const struct forgery *forgery, struct span secret, struct edit edit,
                    const char *what) {
    struct arena *arena = subject_arena(subject);
    struct forge_signer signer = forgery_signer(forgery, secret);
    struct span token;
    TRY(forgery_make(subject, forgery, NULL, 0, &edit, 1, &signer, &token));
    struct attack attack = {
        .label = arena_printf(arena, "a minted token %s %.*s", what, SPAN_ARG(edit.name)),
        .cause = edit.name,
        .message = arena_printf(arena, "A token %s %.*s is accepted.", what, SPAN_ARG(edit.name)),
    };
    return forgery_attack_hidden(subject, probe, forgery, token, attack);
}

enum err forgery_claim(struct subject *subject, const struct probe *probe, struct span claim) {
    struct forgery forgery;
    struct span secret;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found || !node_get(forgery.jws.payload_node, claim)) {
        return OK;
    }
    TRY(forgery_secret(subject, &forgery, &secret, &found));
    if (!found) {
        return OK;
    }
    struct edit other = {claim, SPAN("\"https://postern.invalid\"")};
    struct edit without = {claim, {NULL, 0}};
    TRY(add(subject, probe, &forgery, secret, other, "with another"));
    return add(subject, probe, &forgery, secret, without, "without");
}
