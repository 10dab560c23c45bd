/* SPDX-License-Identifier: Apache-2.0 */
/* no-default-permission: the settings let everybody in by default. */
#include "audit/judge.h"

static bool lets_in(const struct value *value) {
    if (value->kind != VALUE_SEQUENCE || value->sequence->open) {
        return false;
    }
    for (size_t i = 0; i < value->sequence->items.n; i++) {
        if (!value_is_text(value->sequence->items.at[i].value,
                           SPAN("rest_framework.permissions.AllowAny"))) {
            return false;
        }
    }
    return true;
}

static void check(struct judging *j) {
    const struct value *all = judge_setting(j, "REST_FRAMEWORK");
    const struct value *said = judge_member(j, "REST_FRAMEWORK", "DEFAULT_PERMISSION_CLASSES");
    bool open = all && all->kind != VALUE_DICT;
    if (judge_installed(j, "rest_framework") && !open && (!said || lets_in(said))) {
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_MEDIUM, said ? said : all, "%s",
            said
                ? "DEFAULT_PERMISSION_CLASSES lets everybody in"
                : "DEFAULT_PERMISSION_CLASSES is not set: a view that names no permission is open");
        if (said) {
            mend_member_value(j, finding, said, "[\"rest_framework.permissions.IsAuthenticated\"]");
        } else {
            mend_member(j, finding, "REST_FRAMEWORK",
                        "\"DEFAULT_PERMISSION_CLASSES\": "
                        "[\"rest_framework.permissions.IsAuthenticated\"]");
        }
        mend_loses(finding, "callers without a login, at every view that names no permission");
    }
}

const struct audit_rule rule_no_default_permission = {
    .record =
        {
            .id = "no-default-permission",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "The settings let everybody in by default",
            .cwe = {"CWE-306", "CWE-1188"},
            .owasp = "API2:2023",
            .why = "Every view that forgets to name a permission is open. One will.",
            .how = "REST_FRAMEWORK has no DEFAULT_PERMISSION_CLASSES, or it is AllowAny or empty, "
                   "while "
                   "Django REST framework is installed.",
            .fix = "REST_FRAMEWORK = {\"DEFAULT_PERMISSION_CLASSES\": "
                   "[\"rest_framework.permissions.IsAuthenticated\"]}.",
        },
    .check = check,
};
