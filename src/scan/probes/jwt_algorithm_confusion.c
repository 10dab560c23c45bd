/* SPDX-License-Identifier: Apache-2.0 */
/* Does the public key pass as an HMAC secret? */
#include "scan/forgery/forgery.h"

static enum err add(struct subject *subject, const struct forgery *forgery, EVP_PKEY *pkey,
                    enum pkey_form form, enum alg alg) {
    struct arena *arena = subject_arena(subject);
    struct span name = alg_info(alg)->name, secret, token;
    enum err exported = pkey_public(arena, pkey, form, &secret);
    if (exported == ERR_UNSUPPORTED) {
        return OK; /* this key cannot be written so */
    }
    TRY(exported);
    struct edit edit = {SPAN("alg"), forge_string(arena, name)};
    struct forge_signer signer = {.alg = alg, .secret = secret};
    TRY(forgery_make(subject, forgery, &edit, 1, NULL, 0, &signer, &token));
    struct attack attack = {
        .label = arena_printf(arena, "%.*s with the public key as secret: %s", SPAN_ARG(name),
                              pkey_form_words(form)),
        .cause = SPAN("confusion"),
        .message = SPAN("A token signed by HMAC with the published public key as its secret is "
                        "accepted: anybody who can read the key can write tokens."),
    };
    return forgery_attack(subject, &jwt_algorithm_confusion, forgery, token, attack);
}

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    enum alg_family family = alg_info(forgery.jws.alg)->family;
    if (family == FAMILY_HMAC || family == FAMILY_NONE) {
        return OK;
    }
    struct forgery_keys keys = forgery_public_keys(subject);
    for (size_t i = 0; i < keys.n; i++) {
        for (unsigned form = 0; form < PKEY_FORM_COUNT; form++) {
            TRY(add(subject, &forgery, keys.at[i], (enum pkey_form)form, ALG_HS256));
        }
        TRY(add(subject, &forgery, keys.at[i], PKEY_SPKI_PEM, ALG_HS384));
        TRY(add(subject, &forgery, keys.at[i], PKEY_SPKI_PEM, ALG_HS512));
    }
    return OK;
}

static const struct rule rule = {
    .id = "jwt-algorithm-confusion",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "The public key passes as an HMAC secret",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The verifier lets the token choose between a signature and an HMAC, and uses the "
           "public key for both. The public key is public: anybody can sign with it "
           "(CVE-2015-9235, CVE-2022-29217).",
    .how = "Where tokens are signed by a private key and the public one can be had (JWKS, "
           "discovery, the contract, --public-key), tokens are signed by HMAC with each way of "
           "writing that key as the secret. It fires when one is accepted.",
    .fix = "Bind the algorithm to the key: algorithms=['RS256'] alone, never a list that mixes RS "
           "and HS; update the library (PyJWT 2.4 and later refuse PEM keys as secrets).",
};

const struct probe jwt_algorithm_confusion = {.rule = &rule,
                                              .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                              .opens = true,
                                              .cause = &jwt_signature_unchecked,
                                              .plan = plan};
