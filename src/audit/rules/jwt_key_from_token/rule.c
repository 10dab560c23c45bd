/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-key-from-token: the token brings the key that it is checked with. */
#include "audit/judge.h"

static void check_call(struct judging *j, const struct decode_call *call) {
    bool from_token = call->key && (value_taint(call->key) & TAINT_UNVERIFIED) &&
                      !(value_taint(call->key) & TAINT_STORED);
    if (from_token && judge_names_header_key(j, call)) {
        (void)judge_tell_call(j, SEVERITY_CRITICAL, call, "the key comes from the token itself");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_key_from_token = {
    .record =
        {
            .id = "jwt-key-from-token",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "The token brings the key that it is checked with",
            .cwe = {"CWE-347", "CWE-345"},
            .owasp = "API2:2023",
            .why = "An attacker signs with a key of his own, puts it, or a link to it, into the "
                   "header, "
                   "and is believed.",
            .how = "The key of jwt.decode comes from the token's own header or unverified claims "
                   "(jwk, "
                   "jku, x5u, x5c): not by a lookup in a table or settings, but as such.",
            .fix = "Look the key up by kid among keys that you hold; never take it from the token.",
        },
    .check = check,
};
