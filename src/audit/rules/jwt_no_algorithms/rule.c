/* SPDX-License-Identifier: Apache-2.0 */
/* jwt-no-algorithms: the token chooses the algorithm that it is checked with. */
#include "audit/judge.h"

/* HMAC for a secret; what is a public key, or may be one, nobody can tell from here. */
static void mend(struct judging *j, struct finding *finding, const struct decode_call *call) {
    struct span source = py_source(&call->module->file, call->node);
    bool public =
        span_find_nocase(source, SPAN("public")) != SIZE_MAX ||
        span_find_nocase(source, SPAN("cert")) != SIZE_MAX ||
        span_find_nocase(source, SPAN("jwk")) != SIZE_MAX ||
        (value_is(call->key, VALUE_TEXT) && span_starts(call->key->text, SPAN("-----BEGIN")));
    bool secret = value_is(call->key, VALUE_TEXT) ||
                  span_find_nocase(source, SPAN("secret")) != SIZE_MAX ||
                  span_find(call->module->file.text, SPAN("HS256")) != SIZE_MAX;
    if (public || !secret || call->algorithms) {
        mend_never(finding);
        return;
    }
    mend_argument(j, finding, (struct written){call->module, call->node}, "algorithms=[\"HS256\"]");
    mend_loses(finding, "who shows a token that is signed by another algorithm than HS256");
}

static void check_call(struct judging *j, const struct decode_call *call) {
    bool none = !call->algorithms || value_is(call->algorithms, VALUE_NONE);
    if (call->verifies == TRUTH_YES && none && !call->open) {
        mend(j,
             judge_tell_call(j, SEVERITY_HIGH, call,
                             "no algorithms are given: the token's own header chooses"),
             call);
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
