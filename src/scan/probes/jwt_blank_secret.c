/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted whose HMAC was made with an empty secret? */
#include "base/mutant.h"
#include "scan/forgery/forgery.h"

/* The token's own algorithm, or the one that verifiers know best. */
static enum alg plainest(const struct forgery *forgery) {
    bool own = alg_info(forgery->jws.alg)->family == FAMILY_HMAC;
    return own ? forgery->jws.alg : ALG_HS256;
}

static enum err add(struct subject *subject, const struct forgery *forgery, enum alg alg,
                    bool unknown_kid) {
    struct arena *arena = subject_arena(subject);
    struct span name = alg_info(alg)->name;
    struct edit header[] = {{SPAN("alg"), forgery_alg(subject, forgery, alg)},
                            {SPAN("kid"), SPAN("\"postern-no-such-key\"")}};
    struct edit extra = {SPAN("postern"), SPAN("1")}; /* or it would be the genuine token itself */
    struct forgery_change change = {.header = header,
                                    .header_n = unknown_kid ? 2 : 1,
                                    .payload = &extra,
                                    .payload_n = 1,
                                    .signer = {.alg = alg, .secret = SPAN("")},
                                    .alone = unknown_kid};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = arena_printf(arena, "%.*s with an empty secret%s", SPAN_ARG(name),
                              unknown_kid ? ", a kid that no key has" : ""),
        .cause = SPAN("blank"),
        .battery = alg == plainest(forgery) && !unknown_kid ? BATTERY_SHORT : BATTERY_FULL,
        .message =
            unknown_kid
                ? SPAN("A token signed with an empty secret is accepted under a key id that no key "
                       "has: where no key is found, an empty one is used.")
                : SPAN("A token signed with an empty secret is accepted: the verifier's key is not "
                       "set, or an empty one is among its keys."),
    };
    return forgery_attack(subject, &jwt_blank_secret, forgery, token, attack);
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    TRY(add(subject, forgery, ALG_HS256, false));
    TRY(add(subject, forgery, ALG_HS384, false));
    TRY(add(subject, forgery, ALG_HS512, false));
    return MUTANT(unknown_kid_unsigned) ? OK : add(subject, forgery, plainest(forgery), true);
}

static const struct rule rule = {
    .id = "jwt-blank-secret",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "An empty secret signs tokens that are accepted",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The signing key is empty, most often because an environment variable is not set. "
           "Anybody can sign a token for any user.",
    .how = "The accepted identity's own token is signed anew with an empty secret by HS256, HS384 "
           "and HS512, and under a key id that no key has. It fires when the answer is that of the "
           "true token.",
    .fix = "Fail at start when the key is missing: os.environ['JWT_SIGNING_KEY'] rather than "
           "os.environ.get(..., ''). Use at least as many random bytes as the hash is long (RFC "
           "7518, section 3.2).",
};

const struct probe jwt_blank_secret = {.rule = &rule,
                                       .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                       .opens = true,
                                       .cause = &jwt_signature_unchecked,
                                       .forge = forge};
