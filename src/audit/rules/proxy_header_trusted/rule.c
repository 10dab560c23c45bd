/* SPDX-License-Identifier: Apache-2.0 */
/* proxy-header-trusted: a header decides whether the request came by HTTPS. */
#include "audit/judge.h"

static void check(struct judging *j) {
    const struct value *header = judge_setting(j, "SECURE_PROXY_SSL_HEADER");
    if (header && header->kind == VALUE_SEQUENCE && header->sequence->items.n &&
        !judge_setting_maybe(j, "SECURE_PROXY_SSL_HEADER")) {
        judge_tell_setting(j, SEVERITY_MEDIUM, header,
                           "SECURE_PROXY_SSL_HEADER is set whether or not a proxy is there");
    }
}

const struct audit_rule rule_proxy_header_trusted = {
    .record =
        {
            .id = "proxy-header-trusted",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A header decides whether the request came by HTTPS",
            .cwe = {"CWE-348", "CWE-346"},
            .owasp = "API8:2023",
            .why =
                "SECURE_PROXY_SSL_HEADER makes Django believe a header. Set whether or not a proxy "
                "strips it, anybody may claim https: the redirect does not happen, and credentials "
                "travel in plain text.",
            .how = "SECURE_PROXY_SSL_HEADER is set unconditionally in a deployable settings "
                   "module. Silent "
                   "where it depends on a variable that says that a proxy is there.",
            .fix =
                "Set it only where a proxy sets the header itself and strips it from clients: if "
                "os.environ.get(\"BEHIND_PROXY\"): ...",
        },
    .check = check,
};
