/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token of another issuer accepted? */
#include "scan/forgery/forgery.h"

/* Only where the issuer is a text can it be hidden in a list, or cut short. */
static enum err variants(struct subject *subject, const struct forgery *forgery,
                         struct span issuer) {
    struct arena *arena = subject_arena(subject);
    struct span quoted = forge_string(arena, issuer);
    struct edit list = {
        SPAN("iss"), arena_printf(arena, "[\"https://postern.invalid\",%.*s]", SPAN_ARG(quoted))};
    struct edit part = {SPAN("iss"), forge_string(arena, span_slice(issuer, 0, issuer.len - 1))};
    TRY_PTR(list.value.ptr);
    TRY_PTR(part.value.ptr);
    TRY(forgery_claim(subject, &jwt_issuer_unchecked, forgery, list,
                      "with a list that holds another as")); /* CVE-2025-30144 */
    return forgery_claim(subject, &jwt_issuer_unchecked, forgery, part,
                         "with a part of the genuine one as"); /* CVE-2024-53861 */
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct edit other = {SPAN("iss"), SPAN("\"https://postern.invalid\"")};
    struct edit without = {SPAN("iss"), {NULL, 0}};
    const struct node *issuer = node_get(forgery->jws.payload_node, SPAN("iss"));
    if (!issuer) {
        return OK;
    }
    TRY(forgery_claim(subject, &jwt_issuer_unchecked, forgery, other, "with another"));
    TRY(forgery_claim(subject, &jwt_issuer_unchecked, forgery, without, "without"));
    return node_text(issuer).len > 1 ? variants(subject, forgery, node_text(issuer)) : OK;
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
           "value, a list that holds the genuine one too, a part of it, and without the claim. It "
           "fires when one is accepted.",
    .fix = "Say who may issue: PyJWT issuer='https://…' with options={'require': ['iss']}; "
           "SIMPLE_JWT['ISSUER'].",
};

const struct probe jwt_issuer_unchecked = {.rule = &rule,
                                           .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                                    NEEDS_SECRET,
                                           .opens = false,
                                           .cause = &jwt_signature_unchecked,
                                           .forge = forge};
