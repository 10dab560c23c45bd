/* SPDX-License-Identifier: Apache-2.0 */
/* Is the key that signs tokens long enough? */
#include "scan/forgery/forgery.h"

enum { RSA_LEAST_BYTES = 2048 / 8 };

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    enum alg_family family = alg_info(forgery->jws.alg)->family;
    if ((family != FAMILY_RSA && family != FAMILY_PSS) ||
        forgery->jws.signature.len >= RSA_LEAST_BYTES) {
        return OK;
    }
    struct attack attack = {
        .label = SPAN("the identity's own token"),
        .cause = SPAN("rsa"),
        .message = arena_printf(subject_arena(subject),
                                "Tokens are signed with an RSA key of %zu bits; 2048 are the least "
                                "that is allowed.",
                                forgery->jws.signature.len * 8),
    };
    return forgery_attack_genuine(subject, &jwt_weak_key, forgery, forgery->jws.text, attack);
}

static const struct rule rule = {
    .id = "jwt-weak-key",
    .group = "jwt",
    .severity = SEVERITY_MEDIUM,
    .title = "The key that signs tokens is too short",
    .cwe = {"CWE-326"},
    .owasp = "API2:2023",
    .why = "An RSA key of 1024 bits or fewer can be factored by those with means; then tokens can "
           "be written for any user.",
    .how = "The signature of an accepted token is as long as the key's modulus: fewer than 256 "
           "bytes are fewer than 2048 bits.",
    .fix = "Make a new key of 2048 bits or more (RFC 7518, section 3.3), or use ES256 or EdDSA, "
           "and publish it beside the old one until that has run out.",
};

const struct probe jwt_weak_key = {.rule = &rule,
                                   .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                   .opens = false,

                                   .forge = forge};
