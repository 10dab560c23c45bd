/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token of another kind accepted where an access token belongs? */
#include "scan/forgery/forgery.h"

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct span refresh = forgery_refresh(subject, forgery);
    if (!refresh.len || !jws_looks_like(refresh) || span_equal(refresh, forgery->jws.text)) {
        return OK;
    }
    struct attack attack = {
        .label = SPAN("the refresh token in place of the access token"),
        .cause = SPAN("refresh"),
        .message = SPAN("The refresh token is accepted as an access token: it lives longer, and it "
                        "was never meant to leave the client but for renewal."),
    };
    return forgery_attack_genuine(subject, &jwt_refresh_as_access, forgery, refresh, attack);
}

static const struct rule rule = {
    .id = "jwt-refresh-as-access",
    .group = "jwt",
    .severity = SEVERITY_HIGH,
    .title = "A refresh token passes as an access token",
    .cwe = {"CWE-287"},
    .owasp = "API2:2023",
    .why = "Refresh tokens live for days. Where they open the API, short access tokens protect "
           "nothing, and logging out or rotating them helps less than it seems.",
    .how = "The refresh token that the login gave is sent where the access token belongs. It fires "
           "when the answer is that of the access token.",
    .fix = "Check the token's kind: simplejwt's JWTAuthentication does (token_type); a class of "
           "your own must compare the claim, or the typ header (RFC 8725, section 3.11).",
};

const struct probe jwt_refresh_as_access = {.rule = &rule,
                                            .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                            .opens = false,
                                            .cause = &jwt_signature_unchecked,
                                            .forge = forge};
