/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token for somebody else accepted? */
#include "scan/forgery/forgery.h"

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    static const struct {
        struct span value;
        const char *what;
    } others[] = {
        {SPAN_INIT("\"https://postern.invalid\""), "with another"},
        {{NULL, 0}, "without"},
        {SPAN_INIT("[\"https://postern.invalid\"]"), "with a list of others as"},
        {SPAN_INIT("[]"), "with an empty list as"}, /* CVE-2020-26160 */
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
        struct edit edit = {SPAN("aud"), others[i].value};
        if (node_get(forgery->jws.payload_node, edit.name)) {
            TRY(forgery_claim(subject, &jwt_audience_unchecked, forgery, edit, others[i].what));
        }
    }
    return OK;
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
           "value, a list of others, an empty list, and without the claim. It fires when one is "
           "accepted.",
    .fix = "Say whom tokens are for: PyJWT audience='api' with options={'require': ['aud']}; "
           "SIMPLE_JWT['AUDIENCE'].",
};

const struct probe jwt_audience_unchecked = {.rule = &rule,
                                             .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                                      NEEDS_SECRET,
                                             .opens = false,
                                             .cause = &jwt_signature_unchecked,
                                             .forge = forge};
