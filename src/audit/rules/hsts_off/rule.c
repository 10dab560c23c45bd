/* SPDX-License-Identifier: Apache-2.0 */
/* hsts-off: browsers are not told to stay on HTTPS. */
#include "audit/judge.h"

static void check(struct judging *j) {
    if (judge_setting_unset(j, "SECURE_SSL_REDIRECT") == TRUTH_YES &&
        judge_setting_unset(j, "SECURE_HSTS_SECONDS") == TRUTH_NO &&
        !judge_silenced(j, "security.W004")) {
        struct finding *finding =
            judge_tell_setting(j, SEVERITY_LOW, judge_setting(j, "SECURE_HSTS_SECONDS"),
                               "SECURE_HSTS_SECONDS is 0: browsers are not told to stay on HTTPS");
        mend_setting(j, finding, "SECURE_HSTS_SECONDS", "3600");
        mend_loses(finding, "browsers stay on HTTPS for an hour; raise it when all works");
    }
}

const struct audit_rule rule_hsts_off = {
    .record =
        {
            .id = "hsts-off",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "Browsers are not told to stay on HTTPS",
            .cwe = {"CWE-319"},
            .owasp = "API8:2023",
            .why = "Without HSTS the first request of every visit may be made over http, and kept "
                   "there by "
                   "whoever sits between.",
            .how = "SECURE_HSTS_SECONDS is not set, or is 0, in a deployable settings module that "
                   "redirects to HTTPS (SECURE_SSL_REDIRECT).",
            .fix = "SECURE_HSTS_SECONDS = 31536000, after a trial with a small value.",
        },
    .check = check,
};
