/* SPDX-License-Identifier: Apache-2.0 */
/* Does the public key pass as an HMAC secret? */
#include "scan/forgery/forgery.h"
#include "token/key.h"

static enum err add(struct subject *subject, const struct forgery *forgery, struct span secret,
                    enum alg alg, const char *words, enum battery battery) {
    struct arena *arena = subject_arena(subject);
    struct edit edit = {SPAN("alg"), forgery_alg(subject, forgery, alg)};
    struct forgery_change change = {
        .header = &edit, .header_n = 1, .signer = {.alg = alg, .secret = secret}};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = arena_printf(arena, "%.*s with the public key as secret: %s",
                              SPAN_ARG(alg_info(alg)->name), words),
        .cause = SPAN("confusion"),
        .battery = battery,
        .message = SPAN("A token signed by HMAC with the published public key as its secret is "
                        "accepted: anybody who can read the key can write tokens."),
    };
    return forgery_attack(subject, &jwt_algorithm_confusion, forgery, token, attack);
}

static enum err add_form(struct subject *subject, const struct forgery *forgery,
                         const EVP_PKEY *pkey, enum pkey_form form, enum alg alg) {
    struct span secret;
    enum err exported = pkey_public(subject_arena(subject), pkey, form, &secret);
    if (exported == ERR_UNSUPPORTED) {
        return OK; /* this key cannot be written so */
    }
    TRY(exported);
    bool plainest = form == PKEY_SPKI_PEM && alg == ALG_HS256;
    return add(subject, forgery, secret, alg, pkey_form_words(form),
               plainest ? BATTERY_SHORT : BATTERY_FULL);
}

/* A certificate in base64 as the PEM that a verifier may keep of it. */
static struct span certificate_pem(struct arena *arena, struct span base64) {
    enum { LINE = 64 };
    BUF_SCOPE pem = {0};
    buf_text(&pem, "-----BEGIN CERTIFICATE-----\n");
    for (size_t i = 0; i < base64.len; i += LINE) {
        buf_add(&pem, span_slice(base64, i, LINE));
        buf_byte(&pem, '\n');
    }
    buf_text(&pem, "-----END CERTIFICATE-----\n");
    return buf_status(&pem) == OK ? arena_dup(arena, buf_span(&pem)) : (struct span){NULL, 0};
}

/* The very text that the key was published in. */
static enum err add_text(struct subject *subject, const struct forgery *forgery, struct span text) {
    struct arena *arena = subject_arena(subject);
    if (!text.len) {
        return OK;
    }
    TRY(add(subject, forgery, text, ALG_HS256, "as it is published", BATTERY_FULL));
    if (span_starts(text, SPAN("-----"))) {
        return add(subject, forgery, arena_join(arena, text, SPAN("\n")), ALG_HS256,
                   "as it is published, and a newline", BATTERY_FULL);
    }
    struct span pem = certificate_pem(arena, text);
    TRY_PTR(pem.ptr);
    TRY(add(subject, forgery, pem, ALG_HS256, "its certificate as PEM", BATTERY_FULL));
    return add(subject, forgery, span_trim(pem), ALG_HS256,
               "its certificate as PEM, no newline at the end", BATTERY_FULL);
}

/* Whether the genuine token was signed by this key. */
static bool verifies(const struct forgery *forgery, EVP_PKEY *pkey) {
    KEY_SCOPE key = {0};
    enum key_fault fault;
    enum token_reason reason = TOKEN_REFUSED;
    return key_from_pkey(&key, forgery->jws.alg, (struct span){NULL, 0}, pkey, &fault) == OK &&
           key_verify(&key, forgery->jws.signing_input, forgery->jws.signature, &reason) == OK &&
           reason == TOKEN_ACCEPTED;
}

static enum err with_key(struct subject *subject, const struct forgery *forgery,
                         const struct published_key *key) {
    for (unsigned form = 0; form < PKEY_FORM_COUNT; form++) {
        TRY(add_form(subject, forgery, key->pkey, (enum pkey_form)form, ALG_HS256));
    }
    TRY(add_form(subject, forgery, key->pkey, PKEY_SPKI_PEM, ALG_HS384));
    TRY(add_form(subject, forgery, key->pkey, PKEY_SPKI_PEM, ALG_HS512));
    return add_text(subject, forgery, key->text);
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    enum alg_family family = alg_info(forgery->jws.alg)->family;
    if (family == FAMILY_HMAC || family == FAMILY_NONE) {
        return OK;
    }
    const struct published *keys = forgery_public_keys(subject);
    if (!keys->n) {
        subject_untried(subject,
                        SPAN("algorithm confusion could not be tried: no public key was found "
                             "(give it with --public-key)"));
    }
    bool own = false; /* the one that signed it is the one to try, if it is among them */
    for (size_t i = 0; i < keys->n; i++) {
        own = own || verifies(forgery, keys->at[i].pkey);
    }
    for (size_t i = 0; i < keys->n; i++) {
        if (!own || verifies(forgery, keys->at[i].pkey)) {
            TRY(with_key(subject, forgery, &keys->at[i]));
        }
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
    .how = "Where tokens are signed by a private key and the public one can be had (key sets, "
           "certificates, PEM pages, discovery, a realm, the token's own header, the contract, "
           "--public-key), tokens are signed by HMAC with each way of writing that key as the "
           "secret. It fires when one is accepted. Where no key could be had, the operation's row "
           "says so.",
    .fix = "Bind the algorithm to the key: algorithms=['RS256'] alone, never a list that mixes RS "
           "and HS; update the library (PyJWT 2.4 and later refuse PEM keys as secrets).",
};

const struct probe jwt_algorithm_confusion = {.rule = &rule,
                                              .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                              .opens = true,
                                              .cause = &jwt_signature_unchecked,
                                              .forge = forge};
