/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted that says it needs no signature? */
#include "scan/forgery/forgery.h"

enum { CASINGS = 16 };

static enum err add(struct subject *subject, const struct forgery *forgery, struct span alg,
                    struct span signature) {
    struct arena *arena = subject_arena(subject);
    struct edit edit = {SPAN("alg"), alg};
    struct forge_signer signer = {.signature = signature};
    struct span token;
    TRY(forgery_make(subject, forgery, &edit, 1, NULL, 0, &signer, &token));
    struct attack attack = {
        .label = arena_printf(arena, "alg %.*s, %s signature",
                              SPAN_ARG(alg.ptr ? alg : SPAN("left out")),
                              signature.len ? "the old" : "no"),
        .cause = SPAN("none"),
        .message = SPAN("A token whose header says that it is not signed is accepted: anybody can "
                        "write one for any user."),
    };
    return signature.len ? forgery_attack_hidden(subject, &jwt_alg_none, forgery, token, attack)
                         : forgery_attack(subject, &jwt_alg_none, forgery, token, attack);
}

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    struct arena *arena = subject_arena(subject);
    for (unsigned casing = 0; casing < CASINGS; casing++) {
        char name[] = "none";
        for (unsigned i = 0; i < 4; i++) {
            if (casing >> i & 1) {
                name[i] = (char)(name[i] - ('a' - 'A'));
            }
        }
        struct span alg = forge_string(arena, arena_dup(arena, span_from(name)));
        TRY(add(subject, &forgery, alg, SPAN("")));
    }
    TRY(add(subject, &forgery, SPAN("\"none\""), forgery.jws.signature));
    TRY(add(subject, &forgery, SPAN("\"\""), SPAN("")));
    TRY(add(subject, &forgery, SPAN("null"), SPAN("")));
    return add(subject, &forgery, (struct span){NULL, 0}, SPAN(""));
}

static const struct rule rule = {
    .id = "jwt-alg-none",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "A token without a signature is accepted",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The header says alg none (RFC 7519, section 6), and the verifier obeys the token "
           "instead of its own configuration. Anybody can write a token for any user.",
    .how = "The accepted identity's own token is sent with alg none in all sixteen casings, empty, "
           "null and left out, without a signature and with the old one. It fires when the answer "
           "is that of the true token, and altered signatures are refused otherwise.",
    .fix = "Bind the algorithm to the key before the token is read (RFC 8725, section 3.1): PyJWT "
           "algorithms=['RS256'], simplejwt SIMPLE_JWT['ALGORITHM']; never take it from the "
           "token's header.",
};

const struct probe jwt_alg_none = {.rule = &rule,
                                   .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                   .opens = true,
                                   .cause = &jwt_signature_unchecked,
                                   .plan = plan};
