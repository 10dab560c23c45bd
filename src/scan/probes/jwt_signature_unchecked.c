/* SPDX-License-Identifier: Apache-2.0 */
/* Is the signature looked at at all? */
#include "scan/forgery/forgery.h"

/* One way to write a token whose signature is not its own. */
struct spelling {
    const char *label;
    enum battery battery;
    bool genuine; /* the signature is */
};

static enum err add(struct subject *subject, const struct forgery *forgery, struct span token,
                    struct spelling as) {
    struct attack attack = {
        .label = span_from(as.label),
        .battery = as.battery,
        .cause = SPAN("signature"),
        .message =
            SPAN("A token whose signature does not belong to it is accepted: anybody can write "
                 "a token for any user."),
    };
    return as.genuine
               ? forgery_attack_hidden(subject, &jwt_signature_unchecked, forgery, token, attack)
               : forgery_attack(subject, &jwt_signature_unchecked, forgery, token, attack);
}

/* A signature that is nobody's, as long as the true one; nothing of that is in it, so that a report
 * can show it. */
static enum err nobodys(struct subject *subject, const struct forgery *forgery,
                        struct forge_signer *signer) {
    size_t len = forgery->jws.signature.len;
    char *bytes = arena_array(subject_arena(subject), char, len);
    TRY_PTR(bytes);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(i * 37 + 11);
    }
    *signer = (struct forge_signer){.signature = {bytes, len}};
    return OK;
}

static enum err altered(struct subject *subject, const struct forgery *forgery,
                        const struct edit *header, struct spelling as) {
    struct forgery_change change = {.header = header, .header_n = header != NULL};
    struct span token;
    TRY(nobodys(subject, forgery, &change.signer));
    TRY(forgery_make(subject, forgery, &change, &token));
    return add(subject, forgery, token, as);
}

enum { ANOTHER = 0, UNKNOWN_KID, UNKNOWN_ALG, OLD, EMPTY, MISSING };
static const struct spelling SPELLINGS[] = {
    [ANOTHER] = {"a token with another signature", BATTERY_QUICK, false},
    [UNKNOWN_KID] = {"another signature, and a kid that no key has", BATTERY_FULL, false},
    [UNKNOWN_ALG] = {"another signature, and an alg that does not exist", BATTERY_FULL, false},
    [OLD] = {"a token with another payload under the old signature", BATTERY_FULL, true},
    [EMPTY] = {"a token with an empty signature", BATTERY_FULL, false},
    [MISSING] = {"a token without a third part (CVE-2018-1000531)", BATTERY_FULL, false},
};

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    struct arena *arena = subject_arena(subject);
    if (!forgery->jws.signature.len) {
        return OK; /* it never had one: what that means is jwt-alg-none's to say */
    }
    TRY(altered(subject, forgery, NULL, SPELLINGS[ANOTHER]));
    struct edit kid = {SPAN("kid"), SPAN("\"postern-no-such-key\"")};
    TRY(altered(subject, forgery, &kid, SPELLINGS[UNKNOWN_KID]));
    struct edit alg = {SPAN("alg"), SPAN("\"postern\"")};
    TRY(altered(subject, forgery, &alg, SPELLINGS[UNKNOWN_ALG]));
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct forgery_change same = {
        .payload = &extra, .payload_n = 1, .signer = {.signature = forgery->jws.signature}};
    struct span token;
    TRY(forgery_make(subject, forgery, &same, &token));
    TRY(add(subject, forgery, token, SPELLINGS[OLD]));
    token = arena_printf(arena, "%.*s.", SPAN_ARG(forgery->jws.signing_input));
    TRY(add(subject, forgery, token, SPELLINGS[EMPTY]));
    return add(subject, forgery, forgery->jws.signing_input, SPELLINGS[MISSING]);
}

static const struct rule rule = {
    .id = "jwt-signature-unchecked",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A token's signature is not checked",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "Anybody can write a token with any claims and is whoever it says, administrators too. "
           "Nothing has to be stolen or guessed.",
    .how =
        "A genuine token is sent with another signature, also under a kid that no key has and an "
        "alg that does not exist, with another payload under the old signature, with an empty "
        "one and with none. It is done with each issuer, algorithm and key id that the "
        "identities hold a token of. It fires when the answer is that of the true token. Other "
        "forgeries are not tried then: they would be symptoms.",
    .fix = "PyJWT: jwt.decode(token, key, algorithms=[...]) and never options={'verify_signature': "
           "False} for a decision. simplejwt's JWTAuthentication checks; a class of your own must "
           "not decode the payload by hand.",
};

const struct probe jwt_signature_unchecked = {.rule = &rule,
                                              .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                              .opens = true,

                                              .forge = forge};
