/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted after its end? */
#include "base/clock.h"
#include "scan/forgery/forgery.h"

enum { A_DAY = 24 * 60 * 60, LEEWAY = 60 };

static enum err add(struct subject *subject, const struct forgery *forgery, struct span token,
                    struct span label) {
    struct attack attack = {
        .label = label,
        .cause = SPAN("expired"),
        .message = SPAN("A token is accepted though its exp has passed."),
    };
    return forgery_attack_hidden(subject, &jwt_expired_accepted, forgery, token, attack);
}

static bool ended(struct subject *subject, struct span text) {
    struct jws jws;
    int64_t expires;
    return text.len && jws_parse(subject_arena(subject), text, &jws) == OK &&
           node_i64(node_get(jws.payload_node, SPAN("exp")), &expires) &&
           expires + LEEWAY < clock_unix();
}

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    struct span old = forgery_old_token(subject);
    if (ended(subject, forgery.jws.text)) {
        return add(subject, &forgery, forgery.jws.text,
                   SPAN("the identity's token, which has ended"));
    }
    if (ended(subject, old)) {
        TRY(add(subject, &forgery, old, SPAN("a token that ended during the scan")));
    }
    struct span secret;
    TRY(forgery_secret(subject, &forgery, &secret, &found));
    if (!found) {
        return OK;
    }
    struct arena *arena = subject_arena(subject);
    struct forge_signer signer = forgery_signer(&forgery, secret);
    struct edit past = {SPAN("exp"), forge_number(arena, clock_unix() - A_DAY)};
    struct span token;
    TRY(forgery_make(subject, &forgery, NULL, 0, &past, 1, &signer, &token));
    return add(subject, &forgery, token, SPAN("a minted token that ended yesterday"));
}

static const struct rule rule = {
    .id = "jwt-expired-accepted",
    .group = "jwt",
    .severity = SEVERITY_HIGH,
    .title = "Expired tokens are accepted",
    .cwe = {"CWE-613"},
    .owasp = "API2:2023",
    .why =
        "A token that leaked once opens the API for ever, though everybody believes that it ended.",
    .how = "A token of the identity that has run out by more than a minute is sent: one that the "
           "user gave, or one that ran out while the scan was going on; where the secret is known, "
           "one that is minted to have ended yesterday. It fires when it is accepted.",
    .fix = "Do not switch the check off: PyJWT verifies exp unless options={'verify_exp': False}; "
           "keep leeway to a minute; check on every request, also when the verdict is cached.",
};

const struct probe jwt_expired_accepted = {.rule = &rule,
                                           .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                                    NEEDS_SECRET,
                                           .opens = false,
                                           .cause = &jwt_signature_unchecked,
                                           .plan = plan};
