/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that must be open to those who have no credential yet, or who prove themselves in the
 * body: logins, registrations, recoveries, callbacks. Told by their names. */
#include "scan/probe.h"

static const struct span ENTRANCES[] = {
    SPAN_INIT("login"),      SPAN_INIT("logout"),  SPAN_INIT("signin"),     SPAN_INIT("sign-in"),
    SPAN_INIT("token"),      SPAN_INIT("auth"),    SPAN_INIT("oauth"),      SPAN_INIT("session"),
    SPAN_INIT("regist"),     SPAN_INIT("signup"),  SPAN_INIT("sign-up"),    SPAN_INIT("password"),
    SPAN_INIT("reset"),      SPAN_INIT("recover"), SPAN_INIT("activat"),    SPAN_INIT("confirm"),
    SPAN_INIT("verif"),      SPAN_INIT("refresh"), SPAN_INIT("webhook"),    SPAN_INIT("callback"),
    SPAN_INIT("otp"),        SPAN_INIT("mfa"),     SPAN_INIT("introspect"), SPAN_INIT("revoke"),
    SPAN_INIT("graphql"),    SPAN_INIT("contact"), SPAN_INIT("feedback"),   SPAN_INIT("subscribe"),
    SPAN_INIT("csp-report"), SPAN_INIT("health"),  SPAN_INIT("search"),     SPAN_INIT("query"),
};

bool entrance_is(const struct operation *operation) {
    for (size_t i = 0; i < sizeof(ENTRANCES) / sizeof(*ENTRANCES); i++) {
        if (span_find_nocase(operation->path, ENTRANCES[i]) != SIZE_MAX ||
            span_find_nocase(operation->id, ENTRANCES[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

bool entrance_ends_session(const struct operation *operation) {
    static const struct span names[] = {SPAN_INIT("logout"), SPAN_INIT("log-out"),
                                        SPAN_INIT("signout"), SPAN_INIT("sign-out")};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (span_find_nocase(operation->path, names[i]) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}
