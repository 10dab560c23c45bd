/* SPDX-License-Identifier: Apache-2.0 */
/* Is the signature looked at at all? */
#include "scan/forgery/forgery.h"

static enum err add(struct subject *subject, const struct forgery *forgery, struct span token,
                    bool genuine, const char *label) {
    struct attack attack = {
        .label = span_from(label),
        .cause = SPAN("signature"),
        .message =
            SPAN("A token whose signature does not belong to it is accepted: anybody can write "
                 "a token for any user."),
    };
    return genuine
               ? forgery_attack_hidden(subject, &jwt_signature_unchecked, forgery, token, attack)
               : forgery_attack(subject, &jwt_signature_unchecked, forgery, token, attack);
}

/* The same token under a signature of the same length that is nobody's; nothing of the true one is
 * in it, so that a report can show it. */
static enum err altered(struct subject *subject, const struct forgery *forgery) {
    size_t len = forgery->jws.signature.len;
    char *bytes = arena_array(subject_arena(subject), char, len);
    TRY_PTR(bytes);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(i * 37 + 11);
    }
    struct forge_signer signer = {.signature = {bytes, len}};
    struct span token;
    TRY(forgery_make(subject, forgery, NULL, 0, NULL, 0, &signer, &token));
    return add(subject, forgery, token, false, "a token with another signature");
}

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    struct arena *arena = subject_arena(subject);
    TRY(altered(subject, &forgery));
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct forge_signer same = {.signature = forgery.jws.signature};
    struct span token;
    TRY(forgery_make(subject, &forgery, NULL, 0, &extra, 1, &same, &token));
    TRY(add(subject, &forgery, token, true,
            "a token with another payload under the old signature"));
    token = arena_printf(arena, "%.*s.", SPAN_ARG(forgery.jws.signing_input));
    return add(subject, &forgery, token, false, "a token with an empty signature");
}

static const struct rule rule = {
    .id = "jwt-signature-unchecked",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A token's signature is not checked",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "Anybody can write a token with any claims and is whoever it says, administrators too. "
           "Nothing has to be stolen or guessed.",
    .how = "The accepted identity's own token is sent with its signature turned over, with another "
           "payload under the old signature, and with an empty one. It fires when the answer is "
           "that of the true token. Other forgeries are not tried then: they would be symptoms.",
    .fix = "PyJWT: jwt.decode(token, key, algorithms=[...]) and never options={'verify_signature': "
           "False} for a decision. simplejwt's JWTAuthentication checks; a class of your own must "
           "not decode the payload by hand.",
};

const struct probe jwt_signature_unchecked = {.rule = &rule,
                                              .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                              .opens = true,

                                              .plan = plan};
