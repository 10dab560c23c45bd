/* SPDX-License-Identifier: Apache-2.0 */
/* Is a key believed that the token brings along? */
#include "scan/forgery/forgery.h"

static enum err add(struct subject *subject, const struct forgery *forgery, enum alg alg,
                    EVP_PKEY *pkey, struct edit extra, const char *label) {
    struct arena *arena = subject_arena(subject);
    struct edit edits[] = {
        {SPAN("alg"), forge_string(arena, alg_info(alg)->name)},
        {SPAN("kid"), forge_string(arena, SPAN("postern"))},
        extra,
    };
    struct forge_signer signer = {.alg = alg, .pkey = pkey};
    struct span token;
    TRY(forgery_make(subject, forgery, edits, 3, NULL, 0, &signer, &token));
    struct attack attack = {
        .label = span_from(label),
        .cause = SPAN("embedded"),
        .message = arena_printf(arena,
                                "A token is accepted whose own header brings the key that "
                                "verifies it (%s).",
                                label),
    };
    return forgery_attack(subject, &jwt_embedded_key, forgery, token, attack);
}

static enum err with_key(struct subject *subject, const struct forgery *forgery, enum alg alg) {
    struct arena *arena = subject_arena(subject);
    EVP_PKEY *pkey __attribute__((cleanup(pkey_free))) = NULL;
    struct span jwk, certificate;
    TRY(pkey_generate(alg, &pkey));
    TRY(pkey_jwk(arena, pkey, SPAN("postern"), alg_info(alg)->name, &jwk));
    TRY(add(subject, forgery, alg, pkey, (struct edit){SPAN("jwk"), jwk}, "jwk"));
    TRY(forgery_certificate(subject, pkey, &certificate));
    struct span chain = arena_printf(arena, "[\"%.*s\"]", SPAN_ARG(certificate));
    return add(subject, forgery, alg, pkey, (struct edit){SPAN("x5c"), chain}, "x5c");
}

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    enum alg_family family = alg_info(forgery.jws.alg)->family;
    if (family != FAMILY_ECDSA && family != FAMILY_EDDSA) {
        TRY(with_key(subject, &forgery, ALG_RS256));
    }
    return family == FAMILY_RSA || family == FAMILY_PSS ? OK
                                                        : with_key(subject, &forgery, ALG_ES256);
}

static const struct rule rule = {
    .id = "jwt-embedded-key",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A key that the token brings along is believed",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The header's jwk or x5c is the attacker's text. A verifier that takes the key from "
           "there checks that the token was signed by whoever wrote it (CVE-2018-0114).",
    .how = "A fresh key pair signs the accepted identity's claims, with the public key in jwk, or "
           "a self-signed certificate in x5c. It fires when that is accepted.",
    .fix = "Take keys from your configuration alone; ignore jwk and x5c, or check the "
           "certificate's chain against a root of your own (RFC 8725, section 3.10).",
};

const struct probe jwt_embedded_key = {.rule = &rule,
                                       .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                       .opens = true,
                                       .cause = &jwt_signature_unchecked,
                                       .plan = plan};
