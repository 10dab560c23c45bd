/* SPDX-License-Identifier: Apache-2.0 */
/* remote-user-exposed: a header of the client names the user. */
#include "audit/judge.h"

static bool names(const struct value *value, const char *class) {
    for (size_t i = 0; value->kind == VALUE_SEQUENCE && i < value->sequence->items.n; i++) {
        const struct value *item = value->sequence->items.at[i].value;
        if (item->kind == VALUE_TEXT && span_starts(item->text, SPAN("django.")) &&
            span_ends(item->text, span_from(class))) {
            return true;
        }
    }
    return false;
}

/* Django's own: what a project makes of it may ask for more. */
static bool has_middleware(const struct value *value) {
    return names(value, "RemoteUserMiddleware");
}

static void mend(struct judging *j, struct finding *finding, const struct value *all) {
    mend_loses(finding, "users whom the web server names (REMOTE_USER)");
    for (size_t i = 0; all->kind == VALUE_SEQUENCE && i < all->sequence->items.n; i++) {
        const struct value *item = all->sequence->items.at[i].value;
        if (item->kind == VALUE_TEXT && span_starts(item->text, SPAN("django.")) &&
            span_ends(item->text, SPAN("RemoteUserMiddleware"))) {
            mend_remove_text(j, finding, all, item->text);
        }
    }
}

static void check(struct judging *j) {
    const struct value *middleware = judge_setting(j, "MIDDLEWARE");
    if (value_may_be(middleware, has_middleware)) {
        struct finding *finding = judge_tell_setting(
            j, SEVERITY_HIGH, middleware,
            "RemoteUserMiddleware believes whoever sets the user's name in front of Django");
        mend(j, finding, middleware);
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
