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

/* A signature that is nobody's, as long as the true one; nothing of that is in it, so that a report
 * can show it. */
static enum err nobodys(struct subject *subject, const struct forgery *forgery,
                        struct forge_signer *signer) {
    size_t len = forgery->jws.signature.len;
    char *bytes = arena_array(subject_arena(subject), char, len);
    TRY_PTR(bytes);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(i * 37 + 11);
    }
    *signer = (struct forge_signer){.signature = {bytes, len}};
    return OK;
}

static enum err altered(struct subject *subject, const struct forgery *forgery,
                        const struct edit *header, const char *label) {
    struct forgery_change change = {.header = header, .header_n = header != NULL};
    struct span token;
    TRY(nobodys(subject, forgery, &change.signer));
    TRY(forgery_make(subject, forgery, &change, &token));
    return add(subject, forgery, token, false, label);
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct arena *arena = subject_arena(subject);
    if (!forgery->jws.signature.len) {
        return OK; /* it never had one: what that means is jwt-alg-none's to say */
    }
    TRY(altered(subject, forgery, NULL, "a token with another signature"));
    struct edit kid = {SPAN("kid"), SPAN("\"postern-no-such-key\"")};
    TRY(altered(subject, forgery, &kid, "another signature, and a kid that no key has"));
    struct edit alg = {SPAN("alg"), SPAN("\"postern\"")};
    TRY(altered(subject, forgery, &alg, "another signature, and an alg that does not exist"));
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct forgery_change same = {
        .payload = &extra, .payload_n = 1, .signer = {.signature = forgery->jws.signature}};
    struct span token;
    TRY(forgery_make(subject, forgery, &same, &token));
    TRY(add(subject, forgery, token, true, "a token with another payload under the old signature"));
    token = arena_printf(arena, "%.*s.", SPAN_ARG(forgery->jws.signing_input));
    TRY(add(subject, forgery, token, false, "a token with an empty signature"));
    return add(subject, forgery, forgery->jws.signing_input, false,
               "a token without a third part (CVE-2018-1000531)");
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
    .how =
        "A genuine token is sent with another signature, also under a kid that no key has and an "
        "alg that does not exist, with another payload under the old signature, with an empty "
        "one and with none. It is done with each issuer, algorithm and key id that the "
        "identities hold a token of. It fires when the answer is that of the true token. Other "
        "forgeries are not tried then: they would be symptoms.",
    .fix = "PyJWT: jwt.decode(token, key, algorithms=[...]) and never options={'verify_signature': "
           "False} for a decision. simplejwt's JWTAuthentication checks; a class of your own must "
           "not decode the payload by hand.",
};

const struct probe jwt_signature_unchecked = {.rule = &rule,
                                              .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                              .opens = true,

                                              .forge = forge};
