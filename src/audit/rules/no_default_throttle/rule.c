/* SPDX-License-Identifier: Apache-2.0 */
/* no-default-throttle: nothing limits how often the API is asked. */
#include "audit/judge.h"

static void check(struct judging *j) {
    const struct value *all = judge_setting(j, "REST_FRAMEWORK");
    const struct value *said = judge_member(j, "REST_FRAMEWORK", "DEFAULT_THROTTLE_CLASSES");
    bool open = all && all->kind != VALUE_DICT;
    if (judge_installed(j, "rest_framework") && !open &&
        (!said || interp_truth(j->in, said) == TRUTH_NO)) {
        judge_tell_setting(
            j, SEVERITY_LOW, said ? said : all,
            "DEFAULT_THROTTLE_CLASSES is not set: nothing limits how often is asked");
    }
}

const struct audit_rule rule_no_default_throttle = {
    .record =
        {
            .id = "no-default-throttle",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "Nothing limits how often the API is asked",
            .cwe = {"CWE-307", "CWE-770"},
            .owasp = "API4:2023",
            .why = "Passwords, codes and ids can be tried as fast as the server answers.",
            .how = "REST_FRAMEWORK has no DEFAULT_THROTTLE_CLASSES while Django REST framework is "
                   "installed.",
            .fix = "REST_FRAMEWORK: DEFAULT_THROTTLE_CLASSES with AnonRateThrottle and "
                   "UserRateThrottle, "
                   "and their DEFAULT_THROTTLE_RATES.",
        },
    .check = check,
};
