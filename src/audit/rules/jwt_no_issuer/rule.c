/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-no-issuer: a token of another issuer is accepted. */
#include "audit/judge.h"

static void check_call(struct judging *j, const struct decode_call *call) {
    const struct value *said =
        call->options ? dict_text(j->in, call->options, SPAN("verify_iss")) : NULL;
    bool off = said && interp_truth(j->in, said) == TRUTH_NO;
    bool missing = !call->issuer && !call->open;
    if (call->verifies == TRUTH_YES && (off || missing) && !judge_compares_claim(call, "iss")) {
        (void)judge_tell_call(j, SEVERITY_LOW, call, "the token's issuer is not checked");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_no_issuer = {
    .record =
        {
            .id = "jwt-no-issuer",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "A token of another issuer is accepted",
            .cwe = {"CWE-345"},
            .owasp = "API2:2023",
            .why = "Whoever else signs with the same key, or a key that is looked up by the "
                   "token's own "
                   "word, is believed.",
            .how = "jwt.decode verifies and is given no issuer, or verify_iss is off, and "
                   "the function does not hold claims[\"iss\"] against anything.",
            .fix = "issuer=\"https://issuer.example\".",
        },
    .check = check,
};
