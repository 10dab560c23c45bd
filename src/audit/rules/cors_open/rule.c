/* SPDX-License-Identifier: Apache-2.0 */
/* cors-open: any web site may call the API in a user's name. */
#include "audit/judge.h"

static void check(struct judging *j) {
    static const char *const names[] = {"CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (judge_setting_unset(j, names[i]) == TRUTH_YES) {
            bool credentials = judge_setting_unset(j, "CORS_ALLOW_CREDENTIALS") == TRUTH_YES;
            struct finding *finding = judge_tell_setting(
                j, credentials ? SEVERITY_HIGH : SEVERITY_LOW, judge_setting(j, names[i]),
                "%s: any web site may call the API%s", names[i],
                credentials ? ", with the user's credentials" : "");
            mend_setting(j, finding, names[i], "False");
            mend_loses(finding, "web sites that CORS_ALLOWED_ORIGINS does not name");
        }
    }
}

const struct audit_rule rule_cors_open = {
    .record =
        {
            .id = "cors-open",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "Any web site may call the API in a user's name",
            .cwe = {"CWE-942"},
            .owasp = "API8:2023",
            .why = "With credentials allowed for every origin, a page that a user happens to visit "
                   "reads "
                   "and writes with his session.",
            .how = "CORS_ALLOW_ALL_ORIGINS (or CORS_ORIGIN_ALLOW_ALL) is on; high with "
                   "CORS_ALLOW_CREDENTIALS, else low.",
            .fix = "CORS_ALLOWED_ORIGINS with the origins that need it.",
        },
    .check = check,
};
