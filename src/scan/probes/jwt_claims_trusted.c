/* SPDX-License-Identifier: Apache-2.0 */
/* Are roles believed because the token says so? */
#include "scan/forgery/forgery.h"

/* Claims that say what somebody may do. */
static const struct span ROLES[] = {
    SPAN_INIT("role"),      SPAN_INIT("roles"),        SPAN_INIT("scope"),  SPAN_INIT("scopes"),
    SPAN_INIT("scp"),       SPAN_INIT("permissions"),  SPAN_INIT("groups"), SPAN_INIT("is_staff"),
    SPAN_INIT("is_admin"),  SPAN_INIT("is_superuser"), SPAN_INIT("admin"),  SPAN_INIT("staff"),
    SPAN_INIT("user_type"), SPAN_INIT("authorities"),  SPAN_INIT("level"),
};
enum { ROLE_COUNT = sizeof(ROLES) / sizeof(*ROLES) };

static enum err add(struct subject *subject, const struct forgery *low,
                    const struct forge_signer *signer, const struct edit *edits, size_t n,
                    const struct identity *identity) {
    struct arena *arena = subject_arena(subject);
    struct span token;
    struct forgery_change change = {.payload = edits, .payload_n = n, .signer = *signer};
    TRY(forgery_make(subject, low, &change, &token));
    struct attack attack = {
        .label = arena_printf(arena, "a token of %.*s, minted with another role",
                              SPAN_ARG(identity->name)),
        .cause = SPAN("role"),
        .message = arena_printf(arena,
                                "%.*s is refused with 403, but let in when the token says another "
                                "role.",
                                SPAN_ARG(identity->name)),
    };
    return forgery_attack_hidden(subject, &jwt_claims_trusted, low, token, attack);
}

static enum err elevate(struct subject *subject, const struct forgery *high,
                        const struct identity *identity) {
    static const struct edit admin[] = {{SPAN_INIT("role"), SPAN_INIT("\"admin\"")},
                                        {SPAN_INIT("is_admin"), SPAN_INIT("true")},
                                        {SPAN_INIT("is_staff"), SPAN_INIT("true")},
                                        {SPAN_INIT("is_superuser"), SPAN_INIT("true")}};
    struct forgery low;
    struct span secret;
    bool found;
    TRY(forgery_take_of(subject, identity, &low, &found));
    if (!found) {
        return OK;
    }
    TRY(forgery_secret(subject, &low, &secret, &found));
    if (!found) {
        return OK;
    }
    struct forge_signer signer = forgery_signer(&low, secret);
    struct edit edits[ROLE_COUNT];
    size_t n = forgery_copy_claims(subject, high, ROLES, ROLE_COUNT, edits);
    if (n) {
        TRY(add(subject, &low, &signer, edits, n, identity));
    }
    return add(subject, &low, &signer, admin, sizeof(admin) / sizeof(*admin), identity);
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    const struct identity *identity;
    for (size_t i = 0; i < 2 && (identity = forgery_refused(subject, i)); i++) {
        TRY(elevate(subject, forgery, identity));
    }
    return OK;
}

static const struct rule rule = {
    .id = "jwt-claims-trusted",
    .group = "jwt",
    .severity = SEVERITY_HIGH,
    .title = "A role in the token is believed",
    .cwe = {"CWE-285"},
    .owasp = "API2:2023",
    .why = "Whoever can write tokens, or keep one after his role was taken from him, is what the "
           "token says, not what the database says.",
    .how = "Where the secret is known, the token of an identity that is refused with 403 is minted "
           "anew with the role claims of one that is let in, and with common words for "
           "administrators. It fires when it is let in.",
    .fix = "Read roles from the user's record on each request (request.user.is_staff, groups, "
           "permissions); keep role claims out of tokens, or hold them against the record.",
};

const struct probe jwt_claims_trusted = {.rule = &rule,
                                         .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                                  NEEDS_SECRET,
                                         .opens = false,
                                         .cause = &jwt_signature_unchecked,
                                         .forge = forge};
