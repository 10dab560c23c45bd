/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token accepted that says it needs no signature? */
#include "scan/forgery/forgery.h"

#include "base/mutant.h"
enum { CASINGS = 16 };

/* What becomes of the kid: a verifier may find no key, and then believe the alg. */
enum kid { KID_KEPT = 0, KID_UNKNOWN, KID_GONE };

struct none {
    struct span alg; /* as JSON; {NULL, 0}: left out */
    struct span signature;
    enum kid kid;
    enum battery battery;
};

/* A token that never was signed proves nothing by itself: only what it did not say before does. */
static bool is_signed(const struct forgery *forgery) {
    return forgery->jws.signature.len != 0;
}

static enum err add(struct subject *subject, const struct forgery *forgery, struct none none) {
    static const char *const kids[] = {
        [KID_KEPT] = "", [KID_UNKNOWN] = ", a kid that no key has", [KID_GONE] = ", no kid"};
    struct arena *arena = subject_arena(subject);
    struct edit header[] = {{SPAN("alg"), none.alg}, {SPAN("kid"), {NULL, 0}}};
    struct edit extra = {SPAN("postern"), SPAN("1")};
    if (none.kid == KID_UNKNOWN) {
        header[1].value = SPAN("\"postern-no-such-key\"");
    }
    struct forgery_change change = {.header = header,
                                    .header_n = none.kid == KID_KEPT ? 1 : 2,
                                    .payload = &extra,
                                    .payload_n = !is_signed(forgery),
                                    .signer = {.signature = none.signature},
                                    .alone = none.kid == KID_GONE};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = arena_printf(arena, "alg %.*s, %s signature%s",
                              SPAN_ARG(none.alg.ptr ? none.alg : SPAN("left out")),
                              none.signature.len ? "the old" : "no", kids[none.kid]),
        .cause = SPAN("none"),
        .battery = none.battery,
        .message = SPAN("A token whose header says that it is not signed is accepted: anybody can "
                        "write one for any user."),
    };
    return none.signature.len
               ? forgery_attack_hidden(subject, &jwt_alg_none, forgery, token, attack)
               : forgery_attack(subject, &jwt_alg_none, forgery, token, attack);
}

/* "none" and "nOnE" stand for the rest: the one where it is taken at its word, the other where the
 * usual spellings are forbidden by their letters. */
static enum battery battery_of(unsigned casing) {
    enum { LOWER = 0, MIXED = 0xA };
    return casing == LOWER ? BATTERY_QUICK : casing == MIXED ? BATTERY_SHORT : BATTERY_FULL;
}

static enum err all_casings(struct subject *subject, const struct forgery *forgery) {
    struct arena *arena = subject_arena(subject);
    for (unsigned casing = 0; casing < CASINGS; casing++) {
        char name[] = "none";
        for (unsigned i = 0; i < 4; i++) {
            if (casing >> i & 1) {
                name[i] = (char)(name[i] - ('a' - 'A'));
            }
        }
        struct span alg = forge_string(arena, arena_dup(arena, span_from(name)));
        TRY(add(subject, forgery, (struct none){.alg = alg, .battery = battery_of(casing)}));
    }
    return OK;
}

/* "header.payload", for readers that split at the dots that there are. */
static enum err without_third_part(struct subject *subject, const struct forgery *forgery) {
    struct edit none = {SPAN("alg"), SPAN("\"none\"")};
    struct forgery_change change = {.header = &none, .header_n = 1};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = SPAN("alg \"none\", no third part"),
        .battery = BATTERY_FULL,
        .cause = SPAN("none"),
        .message = SPAN("A token whose header says that it is not signed is accepted: anybody can "
                        "write one for any user."),
    };
    token.len -= span_ends(token, SPAN("."));
    return forgery_attack(subject, &jwt_alg_none, forgery, token, attack);
}

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    static const struct span usual[] = {SPAN_INIT("\"none\""), SPAN_INIT("\"None\""),
                                        SPAN_INIT("\"NONE\"")};
    TRY(all_casings(subject, forgery));
    for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
        struct none none = {.alg = usual[i], .kid = KID_UNKNOWN, .battery = BATTERY_FULL};
        TRY(MUTANT(unsigned_keeps_known_kid) ? OK : add(subject, forgery, none));
        none.kid = KID_GONE;
        TRY(MUTANT(unsigned_keeps_kid) ? OK : add(subject, forgery, none));
    }
    if (!is_signed(forgery)) {
        return OK;
    }
    TRY(without_third_part(subject, forgery));
    TRY(add(subject, forgery,
            (struct none){
                .alg = usual[0], .signature = forgery->jws.signature, .battery = BATTERY_FULL}));
    TRY(add(subject, forgery, (struct none){.alg = SPAN("\"\""), .battery = BATTERY_FULL}));
    TRY(add(subject, forgery, (struct none){.alg = SPAN("null"), .battery = BATTERY_FULL}));
    return add(subject, forgery, (struct none){.alg = {NULL, 0}, .battery = BATTERY_FULL});
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
    .how =
        "A genuine token is sent with alg none in all sixteen casings, empty, null and left out, "
        "without a signature and with the old one, with its kid, without it and with one that "
        "no key has. One that never was signed gets another claim, so that a session id that "
        "only looks like a token is none. It fires when the answer is that of the true token, "
        "and altered signatures are refused otherwise.",
    .fix = "Bind the algorithm to the key before the token is read (RFC 8725, section 3.1): PyJWT "
           "algorithms=['RS256'], simplejwt SIMPLE_JWT['ALGORITHM']; never take it from the "
           "token's header.",
};

const struct probe jwt_alg_none = {.rule = &rule,
                                   .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                   .opens = true,
                                   .cause = &jwt_signature_unchecked,
                                   .forge = forge};
