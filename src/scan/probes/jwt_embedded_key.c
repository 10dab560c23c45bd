/* SPDX-License-Identifier: Apache-2.0 */
/* Is a key believed that the token brings along? */
#include "scan/forgery/forgery.h"

static enum err add(struct subject *subject, const struct forgery *forgery,
                    struct forge_signer signer, struct edit key, bool named, const char *label,
                    enum battery battery) {
    struct arena *arena = subject_arena(subject);
    struct edit edits[] = {
        {SPAN("alg"), forgery_alg(subject, forgery, signer.alg)},
        key,
        {SPAN("kid"), SPAN("\"postern\"")},
    };
    struct forgery_change change = {
        .header = edits, .header_n = named ? 3 : 2, .signer = signer, .alone = true};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = span_from(label),
        .cause = SPAN("embedded"),
        .battery = battery,
        .message = arena_printf(arena,
                                "A token is accepted whose own header brings the key that "
                                "verifies it (%s).",
                                label),
    };
    return forgery_attack(subject, &jwt_embedded_key, forgery, token, attack);
}

static enum err with_key(struct subject *subject, const struct forgery *forgery, enum alg alg,
                         enum battery jwk_battery) {
    struct arena *arena = subject_arena(subject);
    EVP_PKEY *pkey;
    struct span jwk, certificate;
    if (!subject_sends(subject, jwk_battery) && !subject_sends(subject, BATTERY_FULL)) {
        return OK; /* a key pair takes its time */
    }
    TRY(forgery_own_key(subject, alg, &pkey));
    struct forge_signer signer = {.alg = alg, .pkey = pkey};
    TRY(pkey_jwk(arena, pkey, SPAN("postern"), alg_info(alg)->name, &jwk));
    TRY(add(subject, forgery, signer, (struct edit){SPAN("jwk"), jwk}, true, "jwk", jwk_battery));
    TRY(pkey_jwk(arena, pkey, SPAN(""), SPAN(""), &jwk));
    TRY(add(subject, forgery, signer, (struct edit){SPAN("jwk"), jwk}, false,
            "jwk, under the genuine kid", BATTERY_FULL));
    TRY(forgery_certificate(subject, pkey, &certificate));
    struct span chain = arena_printf(arena, "[\"%.*s\"]", SPAN_ARG(certificate));
    return add(subject, forgery, signer, (struct edit){SPAN("x5c"), chain}, true, "x5c",
               BATTERY_FULL);
}

/* A secret can stand in a header as well as a public key. */
static enum err with_secret(struct subject *subject, const struct forgery *forgery) {
    struct forge_signer signer = {
        .alg = forgery->jws.alg,
        .secret = SPAN("postern-made-this-secret-up-to-be-brought-along-in-a-header-000")};
    struct span k = base64_encode(subject_arena(subject), BASE64_URL, signer.secret);
    struct span jwk =
        arena_printf(subject_arena(subject), "{\"kty\":\"oct\",\"kid\":\"postern\",\"k\":\"%.*s\"}",
                     SPAN_ARG(k));
    TRY_PTR(jwk.ptr);
    return add(subject, forgery, signer, (struct edit){SPAN("jwk"), jwk}, true, "jwk of kind oct",
               BATTERY_SHORT);
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    enum alg own = forgery->jws.alg;
    switch (alg_info(own)->family) {
    case FAMILY_HMAC:
        TRY(with_secret(subject, forgery));
        TRY(with_key(subject, forgery, ALG_RS256, BATTERY_FULL));
        return with_key(subject, forgery, ALG_ES256, BATTERY_FULL);
    case FAMILY_NONE:
        TRY(with_key(subject, forgery, ALG_RS256, BATTERY_SHORT));
        return with_key(subject, forgery, ALG_ES256, BATTERY_FULL);
    case FAMILY_RSA:
    case FAMILY_PSS:
    case FAMILY_ECDSA:
    case FAMILY_EDDSA:
        break;
    }
    return with_key(subject, forgery, own, BATTERY_SHORT);
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
    .how =
        "A fresh key pair of the token's own kind signs the accepted identity's claims, with the "
        "public key in jwk, or a self-signed certificate in x5c; what else in the header leads "
        "to a key is left out. It fires when that is accepted.",
    .fix = "Take keys from your configuration alone; ignore jwk and x5c, or check the "
           "certificate's chain against a root of your own (RFC 8725, section 3.10).",
};

const struct probe jwt_embedded_key = {.rule = &rule,
                                       .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                       .opens = true,
                                       .cause = &jwt_signature_unchecked,
                                       .forge = forge};
