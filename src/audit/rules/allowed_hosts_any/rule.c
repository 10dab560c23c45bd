/* SPDX-License-Identifier: Apache-2.0 */
/* allowed-hosts-any: any Host header is accepted. */
#include "audit/judge.h"

static bool holds_any(const struct value *value) {
    for (size_t i = 0; value->kind == VALUE_SEQUENCE && i < value->sequence->items.n; i++) {
        if (value_is_text(value->sequence->items.at[i].value, SPAN("*"))) {
            return true;
        }
    }
    return value_is_text(value, SPAN("*"));
}

static void check(struct judging *j) {
    const struct value *hosts = judge_setting(j, "ALLOWED_HOSTS");
    if (value_may_be(hosts, holds_any)) {
        struct finding *finding =
            judge_tell_setting(j, SEVERITY_MEDIUM, hosts, "ALLOWED_HOSTS accepts any Host header");
        mend_setting_environment(j, finding, "ALLOWED_HOSTS", ".split(\",\")");
        mend_loses(finding, "requests to hosts that the variable ALLOWED_HOSTS does not name, with "
                            "commas, are refused; it must be set before the program starts");
    }
}

const struct audit_rule rule_allowed_hosts_any = {
    .record =
        {
            .id = "allowed-hosts-any",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Any Host header is accepted",
            .cwe = {"CWE-644"},
            .owasp = "API8:2023",
            .why = "Links in reset mails, redirects and caches are built from the Host header; an "
                   "attacker "
                   "who chooses it gets the victim's reset token sent to his own host.",
            .how = "ALLOWED_HOSTS holds \"*\" in a deployable settings module.",
            .fix = "ALLOWED_HOSTS = [\"api.example.com\"].",
        },
    .check = check,
};
