/* SPDX-License-Identifier: Apache-2.0 */
/* Does an ECDSA signature of zeros pass? */
#include "scan/forgery/forgery.h"

static enum err add(struct subject *subject, const struct forgery *forgery, struct span signature,
                    const char *label) {
    struct edit extra = {SPAN("postern"), SPAN("1")};
    struct forge_signer signer = {.signature = signature};
    struct span token;
    TRY(forgery_make(subject, forgery, NULL, 0, &extra, 1, &signer, &token));
    struct attack attack = {
        .label = span_from(label),
        .cause = SPAN("psychic"),
        .message =
            SPAN("An ECDSA signature whose r and s are 0 (or the curve's order) passes for any "
                 "message."),
    };
    return forgery_attack(subject, &jwt_psychic_signature, forgery, token, attack);
}

/* The order of P-256 (FIPS 186-5, appendix on curves), which is 0 modulo itself. */
#define P256_ORDER                                                                                 \
    "\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\xbc\xe6\xfa\xad\xa7\x17\x9e" \
    "\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51"

static enum err plan(struct subject *subject) {
    struct forgery forgery;
    bool found;
    TRY(forgery_take(subject, &forgery, &found));
    if (!found) {
        return OK;
    }
    if (alg_info(forgery.jws.alg)->family != FAMILY_ECDSA) {
        return OK;
    }
    size_t len = forgery.jws.signature.len;
    char *zeros = arena_array(subject_arena(subject), char, len);
    TRY_PTR(zeros);
    TRY(add(subject, &forgery, (struct span){zeros, len}, "r and s are 0"));
    TRY(add(subject, &forgery, SPAN("\x30\x06\x02\x01\x00\x02\x01\x00"), "r and s are 0, in DER"));
    if (len == 64) {
        TRY(add(subject, &forgery, SPAN(P256_ORDER P256_ORDER), "r and s are the order"));
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
    .how = "Where tokens are signed by ECDSA, the claims are changed and sent with r and s of 0 "
           "and of the curve's order. It fires when that is accepted.",
    .fix = "Update the runtime (Java 17.0.3, 18.0.1 and later) or the library; leave signature "
           "arithmetic to OpenSSL.",
};

const struct probe jwt_psychic_signature = {.rule = &rule,
                                            .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                            .opens = true,
                                            .cause = &jwt_signature_unchecked,
                                            .plan = plan};
