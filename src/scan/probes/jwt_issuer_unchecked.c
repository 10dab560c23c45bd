/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token of another issuer accepted? */
#include "scan/forgery/forgery.h"

static enum err plan(struct subject *subject) {
    return forgery_claim(subject, &jwt_issuer_unchecked, SPAN("iss"));
}

static const struct rule rule = {
    .id = "jwt-issuer-unchecked",
    .group = "jwt",
    .severity = SEVERITY_MEDIUM,
    .title = "The issuer of a token is not checked",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "Where several services share a key or a key set, a token that one of them gave opens "
           "the others; an identity provider with many tenants lets the users of all of them in.",
    .how = "Where tokens carry the claim and the secret is known, tokens are minted with another "
           "value and without the claim. It fires when one is accepted.",
    .fix = "Say who may issue: PyJWT issuer='https://…' with options={'require': ['iss']}; "
           "SIMPLE_JWT['ISSUER'].",
};

const struct probe jwt_issuer_unchecked = {.rule = &rule,
                                           .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                                    NEEDS_SECRET,
                                           .opens = false,
                                           .cause = &jwt_signature_unchecked,
                                           .plan = plan};
