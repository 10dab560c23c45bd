/* SPDX-License-Identifier: Apache-2.0 */
/* Can the token's secret be guessed? */
#include "scan/forgery.h"

extern const struct probe jwt_weak_secret;
extern const struct probe jwt_blank_secret;

/* A token of ours, signed with what was found, and a claim of ours in it. */
static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    struct span secret;
    TRY(forgery_secret(subject, &forgery, &secret, &found));
    if (!found || secret.len == 0) {
        return OK;
    }
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct forge_signer signer = forgery_signer(&forgery, secret);
    struct span token;
    TRY(forgery_make(subject, &forgery, NULL, 0, &extra, 1, &signer, &token));
    struct attack attack = {
        .label = SPAN("a token signed with the guessed secret"),
        .cause = SPAN("secret"),
        .message = arena_printf(subject_arena(subject),
                                "The secret that signs tokens, %zu bytes long, was guessed offline "
                                "(\"postern token crack\" shows it); a token minted with it is "
                                "accepted.",
                                secret.len),
    };
    return forgery_attack_hidden(subject, &jwt_weak_secret, &forgery, token, attack);
}

static const struct rule rule = {
    .id = "jwt-weak-secret",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "The secret that signs tokens can be guessed",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "One token is enough to try millions of secrets a second, offline and unseen. Who finds "
           "it mints tokens for any user, with any claims and for any time.",
    .how = "The HMAC of the accepted identity's token is tried against known defaults, words made "
           "from the token and the host, and the word lists given. A secret that fits is used to "
           "mint a token; it fires when that is accepted.",
    .fix = "Generate the key: python -c 'import secrets; print(secrets.token_urlsafe(64))', keep "
           "it out of the source, and replace it now. Better, sign with a private key (RS256, "
           "ES256, EdDSA). Do not reuse Django's SECRET_KEY.",
};

const struct probe jwt_weak_secret = {.rule = &rule,
                                      .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                      .opens = true,
                                      .cause = &jwt_blank_secret,
                                      .plan = plan};
