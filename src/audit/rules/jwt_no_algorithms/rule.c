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
        int before = judge_before(j, PACKAGE_PYJWT, 2, 0);
        bool refuses = call->library == PACKAGE_PYJWT && before < 0;
        bool may_refuse = call->library == PACKAGE_PYJWT && before == 0;
        mend(j,
             judge_tell_call(
                 j, refuses ? SEVERITY_LOW : SEVERITY_HIGH, call, "no algorithms are given: %s",
                 refuses      ? "PyJWT 2 and later refuse every token without them"
                 : may_refuse ? "the token's own header chooses where PyJWT is older than 2, which "
                                "no file tells; later ones refuse every token"
                 : judge_before(j, PACKAGE_JOSE, 3, 4) > 0 && call->library == PACKAGE_JOSE
                     ? "the token's own header chooses, and python-jose before 3.4 takes public "
                       "keys as an HMAC's secret (CVE-2024-33663)"
                     : "the token's own header chooses"),
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
            .how = "jwt.decode verifies and gets no algorithms, or None. Where lock files or "
                   "requirements say PyJWT 2 or later, which refuses every token then, it is "
                   "told as low.",
            .fix = "algorithms=[\"RS256\"], or the one that you issue.",
        },
    .check = check,
};
