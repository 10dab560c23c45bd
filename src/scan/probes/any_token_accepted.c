/* SPDX-License-Identifier: Apache-2.0 */
/* Does any string pass where nothing does not? */
#include "scan/probe.h"

static enum err plan(struct subject *subject) {
    const struct gate_ruling *gate = subject_gate(subject);
    if (gate->gate != GATE_OPEN || gate->anonymous.verdict != VERDICT_DENIED ||
        gate->garbage.verdict != VERDICT_GRANTED) {
        return OK;
    }
    VEC_EACH(const struct need, need, &subject_requirement(subject)->needs) {
        if (!need->scheme) {
            return OK;
        }
    }
    struct request request;
    TRY(subject_request(subject, &request));
    TRY(wallet_worthless(subject_wallet(subject), subject_arena(subject),
                         subject_requirement(subject), &request));
    struct attack attack = {
        .label = SPAN("an arbitrary string as credential"),
        .cause = subject_requirement(subject)->needs.at[0].name,
        .message = SPAN("The operation refuses requests without a credential, but accepts an "
                        "arbitrary string as one: the credential's presence is checked, not the "
                        "credential."),
    };
    return subject_attack(subject, &any_token_accepted, &request, attack, NULL);
}

static const struct rule rule = {
    .id = "any-token-accepted",
    .group = "access",
    .severity = SEVERITY_CRITICAL,
    .title = "Any string passes as a credential",
    .cwe = {"CWE-287"},
    .owasp = "API2:2023",
    .why = "The gate looks whether a token is there and never whether it is genuine. Everyone who "
           "sends the header with any content is inside.",
    .how = "A fixed, worthless credential of the declared form is sent. It fires when a request "
           "without a credential is refused, and this one gets the answer of a valid credential, "
           "again with fresh controls.",
    .fix = "Django REST framework: an authenticator that finds a credential it cannot verify must "
           "raise AuthenticationFailed; it must not return a user, and must not return None. Use "
           "TokenAuthentication or simplejwt's JWTAuthentication rather than a class of your own.",
};

const struct probe any_token_accepted = {
    .rule = &rule, .needs = NEEDS_SECURITY | NEEDS_VALID, .opens = true, .plan = plan};
