/* SPDX-License-Identifier: Apache-2.0 */
/* ssl-redirect-off: plain HTTP is not sent on to HTTPS. */
#include "audit/judge.h"

static void check(struct judging *j) {
    if (judge_setting_unset(j, "SECURE_SSL_REDIRECT") == TRUTH_NO &&
        !judge_silenced(j, "security.W008")) {
        struct finding *finding =
            judge_tell_setting(j, SEVERITY_LOW, judge_setting(j, "SECURE_SSL_REDIRECT"),
                               "SECURE_SSL_REDIRECT is not on: plain HTTP is served");
        mend_setting(j, finding, "SECURE_SSL_REDIRECT", "True");
        mend_loses(finding, "callers over plain HTTP are sent to HTTPS; a proxy that ends TLS must "
                            "say so (SECURE_PROXY_SSL_HEADER)");
    }
}

const struct audit_rule rule_ssl_redirect_off = {
    .record =
        {
            .id = "ssl-redirect-off",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_LOW,
            .title = "Plain HTTP is not sent on to HTTPS",
            .cwe = {"CWE-319"},
            .owasp = "API8:2023",
            .why = "Basic credentials and bearer tokens travel readable when a client is told, or "
                   "tricked, "
                   "to use http.",
            .how = "SECURE_SSL_REDIRECT is not on in a deployable settings module. A proxy that "
                   "redirects "
                   "makes this harmless; the source cannot tell.",
            .fix = "SECURE_SSL_REDIRECT = True, or silence security.W008 in SILENCED_SYSTEM_CHECKS "
                   "where a "
                   "proxy redirects.",
        },
    .check = check,
};
