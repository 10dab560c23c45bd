/* SPDX-License-Identifier: Apache-2.0 */
/* remote-user-exposed: a header of the client names the user. */
#include "audit/judge.h"

static bool mentions(const struct value *value) {
    for (size_t i = 0; value->kind == VALUE_SEQUENCE && i < value->sequence->items.n; i++) {
        const struct value *item = value->sequence->items.at[i].value;
        if (item->kind == VALUE_TEXT && span_find(item->text, SPAN("RemoteUser")) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void check(struct judging *j) {
    const struct value *middleware = judge_setting(j, "MIDDLEWARE");
    const struct value *backends = judge_setting(j, "AUTHENTICATION_BACKENDS");
    if (value_may_be(middleware, mentions)) {
        judge_tell_setting(
            j, SEVERITY_HIGH, middleware,
            "RemoteUserMiddleware believes whoever sets the user's name in front of Django");
    } else if (value_may_be(backends, mentions)) {
        judge_tell_setting(
            j, SEVERITY_MEDIUM, backends,
            "RemoteUserBackend believes whoever sets the user's name in front of Django");
    }
}

const struct audit_rule rule_remote_user_exposed = {
    .record =
        {
            .id = "remote-user-exposed",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "A header of the client names the user",
            .cwe = {"CWE-290"},
            .owasp = "API2:2023",
            .why = "RemoteUserMiddleware and RemoteUserAuthentication believe what the server in "
                   "front "
                   "says. Where the name is an HTTP header (HTTP_…), a client that reaches Django "
                   "directly "
                   "is whoever he writes.",
            .how =
                "RemoteUserMiddleware or RemoteUserBackend is active, or a subclass reads an HTTP_ "
                "header. Medium without a header that clients can send.",
            .fix =
                "Remove it, or let the proxy strip the header and Django listen only to the proxy.",
        },
    .check = check,
};
