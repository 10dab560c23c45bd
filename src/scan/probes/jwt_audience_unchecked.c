/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token for somebody else accepted? */
#include "scan/forgery.h"

extern const struct probe jwt_audience_unchecked;
extern const struct probe jwt_signature_unchecked;

static enum err add(struct subject *subject, const struct forgery *forgery,
                    const struct forge_signer *signer, struct span value, const char *label) {
    struct edit edit = {SPAN("aud"), value};
    struct span token;
    TRY(forgery_make(subject, forgery, NULL, 0, &edit, 1, signer, &token));
    struct attack attack = {
        .label = span_from(label),
        .cause = SPAN("aud"),
        .message = arena_printf(subject_arena(subject), "Accepted: %s.", label),
    };
    return forgery_attack_hidden(subject, &jwt_audience_unchecked, forgery, token, attack);
}

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    struct span secret;
    TRY(forgery_secret(subject, &forgery, &secret, &found));
    if (!found || !node_get(forgery.jws.payload_node, SPAN("aud"))) {
        return OK;
    }
    struct forge_signer signer = forgery_signer(&forgery, secret);
    TRY(add(subject, &forgery, &signer, SPAN("\"https://postern.invalid\""),
            "a minted token of another audience"));
    return add(subject, &forgery, &signer, (struct span){NULL, 0}, "a minted token without aud");
}

static const struct rule rule = {
    .id = "jwt-audience-unchecked",
    .group = "jwt",
    .severity = SEVERITY_MEDIUM,
    .title = "The audience of a token is not checked",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "A token that a user gave to another service, under the same issuer, opens this one: "
           "the other service can act as the user here (RFC 8725, section 3.9).",
    .how = "Where tokens carry the claim and the secret is known, tokens are minted with another "
           "value and without the claim. It fires when one is accepted.",
    .fix = "Say whom tokens are for: PyJWT audience='api' with options={'require': ['aud']}; "
           "SIMPLE_JWT['AUDIENCE'].",
};

const struct probe jwt_audience_unchecked = {.rule = &rule,
                                             .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                             .opens = false,
                                             .cause = &jwt_signature_unchecked,
                                             .plan = plan};
