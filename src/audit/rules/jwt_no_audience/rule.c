/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-no-audience: a token for another service is accepted. */
#include "audit/judge.h"

#include "base/mutant.h"

static void check_call(struct judging *j, const struct decode_call *call) {
    const struct value *said =
        call->options ? dict_text(j->in, call->options, SPAN("verify_aud")) : NULL;
    bool off = said && interp_truth(j->in, said) == TRUTH_NO;
    bool missing = !call->audience && !call->open;
    if (call->verifies == TRUTH_YES && (off || missing) &&
        (!judge_compares_claim(call, "aud") || MUTANT(audience_by_hand))) {
        (void)judge_tell_call(j, SEVERITY_LOW, call, "the token's audience is not checked");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_no_audience = {
    .record =
        {
            .id = "jwt-no-audience",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "A token for another service is accepted",
            .cwe = {"CWE-345"},
            .owasp = "API2:2023",
            .why = "Whoever has a token for any service of the same issuer uses it here.",
            .how = "jwt.decode verifies and is given no audience, or verify_aud is off, and the "
                   "function does not hold claims[\"aud\"] against anything.",
            .fix = "audience=\"api\".",
        },
    .check = check,
};
