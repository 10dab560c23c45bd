/* SPDX-License-Identifier: Apache-2.0 */
/* no-password-validators: any password will do. */
#include "audit/judge.h"

static void check(struct judging *j) {
    const struct value *all = judge_setting(j, "AUTH_PASSWORD_VALIDATORS");
    if (judge_installed(j, "django.contrib.auth") &&
        (!all || interp_truth(j->in, all) == TRUTH_NO)) {
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_LOW, all, "AUTH_PASSWORD_VALIDATORS is empty: any password will do");
        mend_setting(j, finding, "AUTH_PASSWORD_VALIDATORS",
                     "[\n    {\"NAME\": \"django.contrib.auth.password_validation."
                     "UserAttributeSimilarityValidator\"},\n    {\"NAME\": \"django.contrib.auth."
                     "password_validation.MinimumLengthValidator\"},\n    {\"NAME\": "
                     "\"django.contrib.auth.password_validation.CommonPasswordValidator\"},\n    "
                     "{\"NAME\": \"django.contrib.auth.password_validation."
                     "NumericPasswordValidator\"},\n]");
        mend_loses(finding, "nobody; weak new passwords are refused");
    }
}

const struct audit_rule rule_no_password_validators = {
    .record =
        {
            .id = "no-password-validators",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "Any password will do",
            .cwe = {"CWE-521"},
            .owasp = "API2:2023",
            .why = "Users may choose \"1234\", and some will.",
            .how = "AUTH_PASSWORD_VALIDATORS is empty or not set while django.contrib.auth is "
                   "installed.",
            .fix = "AUTH_PASSWORD_VALIDATORS as startproject writes them, with a "
                   "MinimumLengthValidator.",
        },
    .check = check,
};
