/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-verify-disabled: a token is decoded without checking its signature. */
#include "audit/judge.h"

/* Whether a decode that verifies stands in the same function, or runs on the same object. */
static bool verified_too(const struct judging *j, const struct decode_call *call) {
    VEC_EACH(const struct decode_call, other, &j->decodes) {
        bool same = other->module == call->module && other->function == call->function;
        bool object = call->self && other->self == call->self;
        if (other->verifies != TRUTH_NO && other->node != call->node && (same || object)) {
            return true;
        }
    }
    return false;
}

static void check_call(struct judging *j, const struct decode_call *call) {
    if (call->verifies == TRUTH_NO && !verified_too(j, call) && !judge_verifies_by_hand(j, call)) {
        (void)judge_tell_call(j, SEVERITY_CRITICAL, call, "the token's signature is not checked");
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct decode_call, call, &j->decodes) {
        check_call(j, call);
    }
}

const struct audit_rule rule_jwt_verify_disabled = {
    .record =
        {
            .id = "jwt-verify-disabled",
            .group = "jwt-calls",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "A token is decoded without checking its signature",
            .cwe = {"CWE-347"},
            .owasp = "API2:2023",
            .why = "Anybody writes a token and is whoever it says.",
            .how =
                "jwt.decode is called with verify_signature False (or verify=False), and the same "
                "function does not decode the token with a check as well. Looking first and "
                "verifying "
                "afterwards is silent.",
            .fix = "Decode with the key and algorithms=[...], and without verify_signature: False.",
        },
    .check = check,
};
