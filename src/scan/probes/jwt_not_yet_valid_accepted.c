/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted before its time? */
#include "base/clock.h"
#include "scan/forgery/forgery.h"

enum { A_DAY = 24 * 60 * 60 };

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct edit later = {SPAN("nbf"), forge_number(subject_arena(subject), clock_unix() + A_DAY)};
    struct forgery_change change = {.payload = &later, .payload_n = 1};
    struct attack attack = {
        .label = SPAN("a minted token that is valid from tomorrow"),
        .cause = SPAN("nbf"),
        .message = SPAN("A token is accepted though its nbf lies in the future."),
    };
    return forgery_mint(subject, &jwt_not_yet_valid_accepted, forgery, change, attack);
}

static const struct rule rule = {
    .id = "jwt-not-yet-valid-accepted",
    .group = "jwt",
    .severity = SEVERITY_LOW,
    .title = "Tokens are accepted before they are valid",
    .cwe = {"CWE-613"},
    .owasp = "API2:2023",
    .why = "A token that was made for later, such as a booked access, works now; and a verifier "
           "that skips one claim often skips others.",
    .how = "Where the secret is known, a token is minted whose nbf is tomorrow. It fires when it "
           "is accepted.",
    .fix = "PyJWT verifies nbf unless options={'verify_nbf': False}; keep leeway to a minute.",
};

const struct probe jwt_not_yet_valid_accepted = {.rule = &rule,
                                                 .needs = NEEDS_SECURITY | NEEDS_REFUSAL |
                                                          NEEDS_VALID | NEEDS_SECRET,
                                                 .opens = false,
                                                 .cause = &jwt_signature_unchecked,
                                                 .forge = forge};
