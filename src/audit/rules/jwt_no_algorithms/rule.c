/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-no-algorithms: the token chooses the algorithm that it is checked with. */
#include "audit/judge.h"

static void check_call(struct judging *j, const struct decode_call *call) {
    bool none = !call->algorithms || value_is(call->algorithms, VALUE_NONE);
    if (call->verifies == TRUTH_YES && none && !call->open) {
        (void)judge_tell_call(j, SEVERITY_HIGH, call,
                              "no algorithms are given: the token's own header chooses");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_no_algorithms = {
    .record =
        {
            .id = "jwt-no-algorithms",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "The token chooses the algorithm that it is checked with",
            .cwe = {"CWE-347", "CWE-327"},
            .owasp = "API2:2023",
            .why = "Without a list of algorithms, older libraries take the one that the token's "
                   "header "
                   "names: \"none\", or HMAC with a public key as its secret.",
            .how = "jwt.decode verifies and gets no algorithms, or None.",
            .fix = "algorithms=[\"RS256\"], or the one that you issue.",
        },
    .check = check,
};
