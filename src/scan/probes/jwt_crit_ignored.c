/* SPDX-License-Identifier: Apache-2.0 */
/* Is a header obeyed that must be understood? */
#include "scan/forgery/forgery.h"

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct edit edits[] = {{SPAN("crit"), SPAN("[\"postern\"]")}, {SPAN("postern"), SPAN("1")}};
    struct forgery_change change = {.header = edits, .header_n = 2};
    struct attack attack = {
        .label = SPAN("a minted token with a crit that nobody knows"),
        .cause = SPAN("crit"),
        .message =
            SPAN("A token is accepted whose crit header names an extension that does not exist."),
    };
    return forgery_mint(subject, &jwt_crit_ignored, forgery, change, attack);
}

static const struct rule rule = {
    .id = "jwt-crit-ignored",
    .group = "jwt",
    .severity = SEVERITY_LOW,
    .title = "A critical header that nobody understands is ignored",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "RFC 7515 (section 4.1.11) lets a token say which extensions must be understood. A "
           "verifier that ignores crit accepts tokens whose limits it does not enforce.",
    .how = "Where the secret is known, a token is minted whose crit names an extension that does "
           "not exist. It fires when it is accepted.",
    .fix = "Refuse tokens with crit unless you know every name in it. PyJWT does so from 2.12 on; "
           "update, or check the header first.",
};

const struct probe jwt_crit_ignored = {.rule = &rule,
                                       .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                                NEEDS_SECRET,
                                       .opens = false,
                                       .cause = &jwt_signature_unchecked,
                                       .forge = forge};
