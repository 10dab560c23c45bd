/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted after its end? */
#include "base/clock.h"
#include "scan/forgery/forgery.h"

enum { A_DAY = 24 * 60 * 60, LEEWAY = 60 };

static struct attack describe(const char *label) {
    return (struct attack){
        .label = span_from(label),
        .cause = SPAN("expired"),
        .message = SPAN("A token is accepted though its exp has passed."),
    };
}

static bool ended(const struct jws *jws) {
    int64_t expires;
    return node_i64(node_get(jws->payload_node, SPAN("exp")), &expires) &&
           expires + LEEWAY < clock_unix();
}

/* The tokens that the user gave and that have run out, whoever else is served: they are of the same
 * make as one that has not. */
static enum err send_given(struct subject *subject) {
    const struct identities *identities = subject_identities(subject);
    VEC_EACH(const struct identity, identity, &identities->all) {
        struct forgery given;
        bool found;
        TRY(forgery_take_of(subject, identity, &given, &found));
        if (found && ended(&given.jws)) {
            TRY(forgery_attack_genuine(subject, &jwt_expired_accepted, &given, given.jws.text,
                                       describe("an identity's token, which has ended")));
        }
    }
    return OK;
}

/* What the identity held before its token was renewed. */
static enum err send_old(struct subject *subject, const struct forgery *forgery) {
    struct span old = forgery_old_token(forgery);
    struct jws jws;
    if (!old.len || !jws_looks_like(old)) {
        return OK;
    }
    TRY(jws_read(subject_arena(subject), old, &jws));
    return ended(&jws) ? forgery_attack_genuine(subject, &jwt_expired_accepted, forgery, old,
                                                describe("a token that ended during the scan"))
                       : OK;
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    if (forgery->identity == subject_identity(subject)) { /* once */
        TRY(send_given(subject));
    }
    TRY(send_old(subject, forgery));
    if (ended(&forgery->jws)) {
        return OK;
    }
    struct edit past = {SPAN("exp"), forge_number(subject_arena(subject), clock_unix() - A_DAY)};
    struct forgery_change change = {.payload = &past, .payload_n = 1};
    return forgery_mint(subject, &jwt_expired_accepted, forgery, change,
                        describe("a minted token that ended yesterday"));
}

static enum err late(struct subject *subject) {
    return subject_attack_ended(subject, &jwt_expired_accepted,
                                describe("a token that was kept until it had ended"));
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
    .how =
        "A token of the identity that has run out by more than a minute is sent: one that the "
        "user gave, or one that ran out while the scan was going on; one that lives 90 seconds or "
        "less is waited for, within --patience; where the secret is known, "
        "one is minted to have ended yesterday. It fires when it is accepted.",
    .fix = "Do not switch the check off: PyJWT verifies exp unless options={'verify_exp': False}; "
           "keep leeway to a minute; check on every request, also when the verdict is cached.",
};

const struct probe jwt_expired_accepted = {.rule = &rule,
                                           .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID |
                                                    NEEDS_SECRET,
                                           .opens = true,
                                           .cause = &jwt_signature_unchecked,
                                           .forge = forge,
                                           .late = late};
