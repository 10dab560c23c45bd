/* SPDX-License-Identifier: Apache-2.0 */
/* no-default-throttle: nothing limits how often the API is asked. */
#include "audit/judge.h"

static void check(struct judging *j) {
    const struct value *all = judge_setting(j, "REST_FRAMEWORK");
    const struct value *said = judge_member(j, "REST_FRAMEWORK", "DEFAULT_THROTTLE_CLASSES");
    bool open = all && all->kind != VALUE_DICT;
    if (judge_installed(j, "rest_framework") && !open &&
        (!said || interp_truth(j->in, said) == TRUTH_NO)) {
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_LOW, said ? said : all,
            "DEFAULT_THROTTLE_CLASSES is not set: nothing limits how often is asked");
        if (said) {
            mend_never(finding);
        }
        mend_member(j, finding, "REST_FRAMEWORK",
                    "\"DEFAULT_THROTTLE_CLASSES\": "
                    "[\"rest_framework.throttling.AnonRateThrottle\", "
                    "\"rest_framework.throttling.UserRateThrottle\"], "
                    "\"DEFAULT_THROTTLE_RATES\": {\"anon\": \"60/min\", \"user\": \"600/min\"}");
        mend_loses(finding, "who asks more often than 60 times a minute without a login, or 600 "
                            "times with one, is refused (429)");
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
