/* SPDX-License-Identifier: Apache-2.0 */
/* secret-key-literal: the secret key stands in the source. */
#include "audit/judge.h"

static bool is_text(const struct value *value) {
    return value->kind == VALUE_TEXT && value->text.len > 0;
}

static void check(struct judging *j) {
    const struct value *key = judge_setting(j, "SECRET_KEY");
    if (value_may_be(key, is_text)) {
        bool fallback = key->kind == VALUE_CHOICE;
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_HIGH, key, "%s",
            fallback ? "SECRET_KEY falls back to a literal when its variable is not set"
                     : "SECRET_KEY is a literal in the source");
        mend_setting_environment(j, finding, "SECRET_KEY", "");
        mend_loses(finding, "with a new key all sessions end; the variable SECRET_KEY must be set "
                            "before the program starts");
    }
}

const struct audit_rule rule_secret_key_literal = {
    .record =
        {
            .id = "secret-key-literal",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "The secret key stands in the source",
            .cwe = {"CWE-798", "CWE-321"},
            .owasp = "API2:2023",
            .why = "SECRET_KEY signs sessions, reset links and, with many libraries, JWTs. Whoever "
                   "has "
                   "read the repository, a backup or an image can forge them all.",
            .how =
                "SECRET_KEY of a settings module that a deployment can load is a literal, or falls "
                "back "
                "to one when a variable is not set. Silent: a value from the environment without a "
                "fallback, and a fallback that is empty or raises.",
            .fix = "SECRET_KEY = os.environ[\"SECRET_KEY\"], from a secret store; rotate the one "
                   "that was "
                   "published.",
        },
    .check = check,
};
