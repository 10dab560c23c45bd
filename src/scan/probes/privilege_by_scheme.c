/* SPDX-License-Identifier: Apache-2.0 */
/* Has a user more rights by another way to prove who he is? */
#include "base/mutant.h"
#include "scan/probe.h"

/* Of a user's own name and password, in whatever form they travel. */
static bool is_password(const struct identity *identity, const struct credential *credential) {
    enum scheme_kind kind = credential->scheme->kind;
    bool own = !identity->basic_user.len || !identity->username.len ||
               span_equal(identity->basic_user, identity->username);
    return (kind == SCHEME_BASIC && own) || (kind == SCHEME_COOKIE && credential->grant);
}

static const struct credential *only_credential(struct subject *subject,
                                                const struct offer *offer) {
    const struct requirement *requirement = offer->requirement;
    return requirement->needs.n == 1 && requirement->needs.at[0].scheme
               ? wallet_find(subject_wallet(subject), offer->identity,
                             requirement->needs.at[0].scheme)
               : NULL;
}

/* A token that works elsewhere, and is refused here for want of a right. */
static bool lacks_right(struct subject *subject, const struct offer *offer) {
    const struct credential *credential = only_credential(subject, offer);
    return credential && offer->sample->wire == WIRE_OK && offer->sample->status == 403 &&
           credential->standing == STANDING_PROVEN && credential->grant && !MUTANT(rights_unheld) &&
           (credential->scheme->kind == SCHEME_BEARER ||
            credential->scheme->kind == SCHEME_AUTHORIZATION ||
            credential->scheme->kind == SCHEME_HEADER);
}

static enum err compare(struct subject *subject, const struct offer *token,
                        const struct offer *other) {
    struct arena *arena = subject_arena(subject);
    const struct identity *identity = token->identity;
    const struct scheme *narrow = token->requirement->needs.at[0].scheme;
    const struct scheme *wide = other->requirement->needs.at[0].scheme;
    struct attack witness = {.label = arena_printf(arena, "%.*s of %.*s", SPAN_ARG(narrow->name),
                                                   SPAN_ARG(identity->name)),
                             .witness = true};
    struct attack attack = {
        .label =
            arena_printf(arena, "%.*s of %.*s", SPAN_ARG(wide->name), SPAN_ARG(identity->name)),
        .cause =
            arena_printf(arena, "%.*s over %.*s", SPAN_ARG(wide->name), SPAN_ARG(narrow->name)),
        .message =
            arena_printf(arena,
                         "%.*s is refused with 403 by %.*s, for want of a right, and served "
                         "by %.*s.",
                         SPAN_ARG(identity->name), SPAN_ARG(narrow->name), SPAN_ARG(wide->name)),
        .genuine = true,
    };
    struct request request;
    TRY_PTR(witness.label.ptr);
    TRY_PTR(attack.label.ptr);
    TRY_PTR(attack.cause.ptr);
    TRY_PTR(attack.message.ptr);
    TRY(subject_request(subject, &request));
    TRY(wallet_present(subject_wallet(subject), arena, identity, token->requirement, &request));
    TRY(subject_attack(subject, &privilege_by_scheme, &request, witness, &attack.partner));
    TRY(subject_request(subject, &request));
    TRY(wallet_present(subject_wallet(subject), arena, identity, other->requirement, &request));
    return subject_attack(subject, &privilege_by_scheme, &request, attack, NULL);
}

static enum err plan(struct subject *subject) {
    struct offer token, other;
    for (size_t i = 0; subject_offer(subject, i, &token); i++) {
        if (!lacks_right(subject, &token)) {
            continue;
        }
        for (size_t j = 0; subject_offer(subject, j, &other); j++) {
            const struct credential *credential =
                other.identity == token.identity ? only_credential(subject, &other) : NULL;
            if (credential && sample_served(other.sample) &&
                (is_password(other.identity, credential) || MUTANT(keys_are_passwords))) {
                TRY(compare(subject, &token, &other));
            }
        }
    }
    return deputy_plan(subject, &privilege_by_scheme);
}

static bool hit(const struct subject *subject, const struct attack *attack) {
    if (deputy_is(attack)) {
        return deputy_hit(subject, attack);
    }
    return sample_served(attack->sample) && attack->partner &&
           attack->partner->sample->wire == WIRE_OK && attack->partner->sample->status == 403;
}

static const struct rule rule = {
    .id = "privilege-by-scheme",
    .group = "authorization",
    .severity = SEVERITY_HIGH,
    .title = "A user has more rights by one credential than by another, or by both",
    .cwe = {"CWE-863", "CWE-441"},
    .owasp = "API5:2023",
    .why = "Roles and scopes are looked at in the token alone. Whoever is refused for want of one "
           "sends "
           "his name and password instead, on the same operation, and is served. Where two "
           "credentials come at once and the one is not held against the other, he is known by his "
           "own, and has the role, or the data, that a token beside it claims.",
    .how =
        "Where the contract allows several schemes, each identity is asked with each. It fires "
        "when "
        "one and the same identity is refused with 403 by a token that a login gave and that works "
        "elsewhere, and served by Basic or a session; both once more. And it fires where what an "
        "identity presents "
        "is refused with 403, or serves its own data, and with a token of another scheme beside "
        "it, "
        "which claims an administrator's or another's rights and which nobody signed, it is "
        "served, "
        "or served what is the other's; the token alone is not. Of a set that must come together, "
        "a "
        "name and password of one user and the token of another are sent; it fires when they are "
        "served.",
    .fix =
        "Decide by the user, not by the way he came: a permission class that asks request.user for "
        "the role, whichever authenticator ran; or name the one authenticator whose claims you "
        "check (authentication_classes = [JWTAuthentication]). Where two credentials are needed, "
        "verify both, and refuse the request unless the token's subject is the user whom the other "
        "proves; read no claim of a token that was not verified.",
};

const struct probe privilege_by_scheme = {
    .rule = &rule, .once = true, .needs = NEEDS_SECURITY | NEEDS_REFUSAL, .plan = plan, .hit = hit};
