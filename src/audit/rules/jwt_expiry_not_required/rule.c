/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-expiry-not-required: a token without an expiry is good for ever. */
#include "audit/judge.h"

static bool requires_expiry(struct judging *j, const struct value *options) {
    const struct value *list = options ? dict_text(j->in, options, SPAN("require")) : NULL;
    const struct value *flag = options ? dict_text(j->in, options, SPAN("require_exp")) : NULL;
    struct value exp = {.kind = VALUE_TEXT, .text = SPAN("exp")};
    if (flag && interp_truth(j->in, flag) != TRUTH_NO) {
        return true;
    }
    return list && interp_truth(j->in, operator_compare(j->in, SPAN("in"), &exp, list)) != TRUTH_NO;
}

static void check_call(struct judging *j, const struct decode_call *call) {
    const struct value *said =
        call->options ? dict_text(j->in, call->options, SPAN("verify_exp")) : NULL;
    bool off = said && interp_truth(j->in, said) == TRUTH_NO;
    bool known = !call->options
                     ? !call->open
                     : value_is(call->options, VALUE_DICT) || value_is(call->options, VALUE_NONE);
    if (call->verifies == TRUTH_YES && known && (off || !requires_expiry(j, call->options))) {
        (void)judge_tell_call(j, off ? SEVERITY_HIGH : SEVERITY_MEDIUM, call, "%s",
                              off ? "expired tokens are accepted"
                                  : "a token without exp is accepted, and never ends");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_expiry_not_required = {
    .record =
        {
            .id = "jwt-expiry-not-required",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A token without an expiry is good for ever",
            .cwe = {"CWE-613"},
            .owasp = "API2:2023",
            .why = "Libraries check exp when it is there. A token without it, issued by a slip or "
                   "minted "
                   "with a leaked key, never ends.",
            .how = "jwt.decode verifies and its options do not require exp, or verify_exp is off.",
            .fix = "options={\"require\": [\"exp\"]}.",
        },
    .check = check,
};
