/* SPDX-License-Identifier: Apache-2.0 */
/* Can the token's secret be guessed? */
#include "scan/forgery/forgery.h"

/* Claims that say who somebody is. */
static const struct span SUBJECTS[] = {
    SPAN_INIT("sub"),  SPAN_INIT("user_id"),  SPAN_INIT("uid"),   SPAN_INIT("user"),
    SPAN_INIT("name"), SPAN_INIT("username"), SPAN_INIT("email"), SPAN_INIT("preferred_username"),
};
enum { SUBJECT_COUNT = sizeof(SUBJECTS) / sizeof(*SUBJECTS) };

static enum err add(struct subject *subject, const struct forgery *forgery, struct span secret,
                    const struct edit *edits, size_t n, struct span whom) {
    struct arena *arena = subject_arena(subject);
    struct forgery_change change = {
        .payload = edits, .payload_n = n, .signer = forgery_signer(forgery, secret)};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label =
            arena_printf(arena, "a token minted for %.*s with the guessed secret", SPAN_ARG(whom)),
        .cause = SPAN("secret"),
        .message = arena_printf(arena,
                                "The secret that signs tokens, %zu bytes long, was guessed offline "
                                "(\"postern token crack\" shows it); a token minted with it for "
                                "%.*s is accepted.",
                                secret.len, SPAN_ARG(whom)),
    };
    return forgery_attack_hidden(subject, &jwt_weak_secret, forgery, token, attack);
}

/* The impact: the accepted identity's token made into another's, the last of them. */
static enum err add_other(struct subject *subject, const struct forgery *forgery,
                          struct span secret) {
    const struct identities *identities = subject_identities(subject);
    for (size_t i = identities->all.n; i-- > 0;) {
        const struct identity *other = &identities->all.at[i];
        struct forgery theirs;
        bool found = false;
        if (other != subject_identity(subject)) {
            TRY(forgery_take_of(subject, other, &theirs, &found));
        }
        struct edit edits[SUBJECT_COUNT];
        size_t n =
            found ? forgery_copy_claims(subject, &theirs, SUBJECTS, SUBJECT_COUNT, edits) : 0;
        if (n) {
            return add(subject, forgery, secret, edits, n, other->name);
        }
    }
    return OK;
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    bool found;
    struct span secret;
    TRY(forgery_secret(subject, forgery, &secret, &found));
    if (!found || secret.len == 0) {
        return OK;
    }
    struct edit extra = {SPAN("postern"), SPAN("1")};
    TRY(add_other(subject, forgery, secret));
    return add(subject, forgery, secret, &extra, 1, subject_identity(subject)->name);
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
                                      .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                               NEEDS_SECRET,
                                      .opens = true,
                                      .cause = &jwt_blank_secret,
                                      .forge = forge};
