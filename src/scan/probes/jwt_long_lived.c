/* SPDX-License-Identifier: Apache-2.0 */
/* Do tokens live long? */
#include "scan/forgery/forgery.h"

enum { A_DAY = 24 * 60 * 60 };

static enum err forge(struct subject *subject, const struct forgery *forgery) {
    int64_t issued, expires;
    if (!node_i64(node_get(forgery->jws.payload_node, SPAN("exp")), &expires) ||
        !node_i64(node_get(forgery->jws.payload_node, SPAN("iat")), &issued) ||
        expires - issued <= A_DAY) {
        return OK;
    }
    struct attack attack = {
        .label = SPAN("the identity's own token"),
        .cause = SPAN("lifetime"),
        .message =
            arena_printf(subject_arena(subject),
                         "Access tokens live for %lld hours: a stolen one works for as long.",
                         (long long)((expires - issued) / 3600)),
    };
    return forgery_attack_genuine(subject, &jwt_long_lived, forgery, forgery->jws.text, attack);
}

static const struct rule rule = {
    .id = "jwt-long-lived",
    .group = "jwt",
    .severity = SEVERITY_LOW,
    .title = "Access tokens live longer than a day",
    .cwe = {"CWE-613"},
    .owasp = "API2:2023",
    .why = "A token cannot be taken back before it ends, unless the API keeps a list. The longer "
           "it lives, the longer a stolen one works.",
    .how = "The claims exp and iat of an accepted token lie more than a day apart.",
    .fix = "Shorten the access token (SIMPLE_JWT['ACCESS_TOKEN_LIFETIME'] = timedelta(minutes=5)) "
           "and renew it with a refresh token that can be revoked.",
};

const struct probe jwt_long_lived = {.rule = &rule,
                                     .needs = NEEDS_SECURITY | NEEDS_REFUSAL | NEEDS_VALID,
                                     .opens = false,

                                     .forge = forge};
