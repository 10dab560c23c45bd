/* SPDX-License-Identifier: Apache-2.0 */
/* simplejwt-weak-key: simplejwt signs with a key that can be guessed. */
#include "audit/judge.h"

static void check(struct judging *j) {
    const struct value *key = judge_member(j, "SIMPLE_JWT", "SIGNING_KEY");
    const struct value *secret = judge_setting(j, "SECRET_KEY");
    bool same = secret && key && value_same(secret, key) == TRUTH_YES;
    if (value_is(key, VALUE_TEXT) && !same) {
        struct finding *finding =
            judge_tell_setting(j, SEVERITY_HIGH, key, "SIGNING_KEY is a literal in the source%s",
                               key->text.len < 32 ? ", and short enough to be guessed" : "");
        struct span os = mend_import(j, finding, key->module, "os", "");
        mend_node(j, finding, (struct written){key->module, key->node},
                  "%.*s.environ[\"JWT_SIGNING_KEY\"]", SPAN_ARG(os));
        mend_loses(finding, "all tokens that the old key signed; the variable JWT_SIGNING_KEY must "
                            "be set before the program starts");
    }
}

const struct audit_rule rule_simplejwt_weak_key = {
    .record =
        {
            .id = "simplejwt-weak-key",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "simplejwt signs with a key that can be guessed",
            .cwe = {"CWE-326", "CWE-321"},
            .owasp = "API2:2023",
            .why = "A short or published key is found in seconds; whoever has it mints tokens for "
                   "every "
                   "user.",
            .how = "SIMPLE_JWT[\"SIGNING_KEY\"] is a literal in the source, or, for HS algorithms, "
                   "shorter "
                   "than 32 bytes.",
            .fix =
                "SIGNING_KEY from the environment, of 32 random bytes or more, and not SECRET_KEY.",
        },
    .check = check,
};
