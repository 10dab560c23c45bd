/* SPDX-License-Identifier: Apache-2.0 */
/* Do tokens end at all? */
#include "scan/forgery/forgery.h"

/* A token without the claim, though genuine ones have it. */
static enum err mint(struct subject *subject, const struct forgery *forgery) {
    struct edit without = {SPAN("exp"), {NULL, 0}};
    struct forgery_change change = {.payload = &without, .payload_n = 1};
    struct attack attack = {
        .label = SPAN("a minted token without exp"),
        .cause = SPAN("not required"),
        .message = SPAN("A token without an exp claim is accepted: the claim is not required, so a "
                        "token can be made that works for ever."),
    };
    return forgery_mint(subject, &jwt_no_expiry, forgery, change, attack);
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    if (node_get(forgery->jws.payload_node, SPAN("exp"))) {
        return mint(subject, forgery);
    }
    struct attack attack = {
        .label = SPAN("the identity's own token, which has no exp"),
        .cause = SPAN("issued"),
        .message =
            SPAN("The tokens that are issued have no exp claim, and are accepted: a stolen one "
                 "works for ever."),
    };
    return forgery_attack_genuine(subject, &jwt_no_expiry, forgery, forgery->jws.text, attack);
}

static const struct rule rule = {
    .id = "jwt-no-expiry",
    .group = "jwt",
    .severity = SEVERITY_MEDIUM,
    .title = "Tokens without an end are accepted",
    .cwe = {"CWE-613"},
    .owasp = "API2:2023",
    .why = "A token that leaks once, in a log or a lost phone, opens the API until the key is "
           "changed.",
    .how = "The identity's own token has no exp claim and is accepted; or, where the secret is "
           "known, a token minted without it is.",
    .fix = "Set a lifetime (SIMPLE_JWT['ACCESS_TOKEN_LIFETIME']) and require the claim: PyJWT "
           "options={'require': ['exp']}.",
};

const struct probe jwt_no_expiry = {.rule = &rule,
                                    .needs =
                                        NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID | NEEDS_SECRET,
                                    .opens = false,
                                    .cause = &jwt_signature_unchecked,
                                    .forge = forge};
