/* SPDX-License-Identifier: Apache-2.0 */
/* insecure-cookie-setting: session or CSRF cookies travel over plain HTTP, or are read by scripts.
 */
#include "audit/judge.h"

static bool uses(struct judging *j, const char *middleware) {
    const struct value *all = judge_setting(j, "MIDDLEWARE");
    struct value name = {.kind = VALUE_TEXT, .text = span_from(middleware)};
    return all && interp_truth(j->in, operator_compare(j->in, SPAN("in"), &name, all)) == TRUTH_YES;
}

static void mend(struct judging *j, struct finding *finding, const char *name) {
    mend_setting(j, finding, name, "True");
    bool session = span_equal(span_from(name), SPAN("SESSION_COOKIE_SECURE"));
    if (session && uses(j, "django.middleware.csrf.CsrfViewMiddleware") &&
        judge_setting_unset(j, "CSRF_COOKIE_SECURE") == TRUTH_NO) {
        mend_setting(j, finding, "CSRF_COOKIE_SECURE", "True");
    }
    mend_loses(finding, span_ends(span_from(name), SPAN("SECURE"))
                            ? "logins over plain HTTP no longer hold"
                            : "scripts of the site that read the session's cookie");
}

static void check(struct judging *j) {
    const struct value *only = judge_setting(j, "SESSION_COOKIE_HTTPONLY");
    bool sessions = uses(j, "django.contrib.sessions.middleware.SessionMiddleware");
    if (sessions && judge_setting_unset(j, "SESSION_COOKIE_SECURE") == TRUTH_NO &&
        !judge_silenced(j, "security.W012")) {
        mend(j,
             judge_tell_setting(j, SEVERITY_MEDIUM, judge_setting(j, "SESSION_COOKIE_SECURE"),
                                "SESSION_COOKIE_SECURE is not on: sessions travel over plain HTTP"),
             "SESSION_COOKIE_SECURE");
    } else if (uses(j, "django.middleware.csrf.CsrfViewMiddleware") &&
               judge_setting_unset(j, "CSRF_COOKIE_SECURE") == TRUTH_NO &&
               !judge_silenced(j, "security.W016")) {
        mend(j,
             judge_tell_setting(j, SEVERITY_LOW, judge_setting(j, "CSRF_COOKIE_SECURE"),
                                "CSRF_COOKIE_SECURE is not on"),
             "CSRF_COOKIE_SECURE");
    }
    if (only && judge_setting_unset(j, "SESSION_COOKIE_HTTPONLY") == TRUTH_NO) {
        mend(j,
             judge_tell_setting(j, SEVERITY_MEDIUM, only,
                                "SESSION_COOKIE_HTTPONLY is off: any script reads the session"),
             "SESSION_COOKIE_HTTPONLY");
    }
}

const struct audit_rule rule_insecure_cookie_setting = {
    .record =
        {
            .id = "insecure-cookie-setting",
            .group = "settings",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Session or CSRF cookies travel over plain HTTP, or are read by scripts",
            .cwe = {"CWE-614", "CWE-1004"},
            .owasp = "API8:2023",
            .why = "A session cookie without Secure is sent over http, where anybody on the way "
                   "reads it; "
                   "without HttpOnly, any script on the page does.",
            .how = "SESSION_COOKIE_SECURE or CSRF_COOKIE_SECURE is off (the default) while "
                   "sessions or the "
                   "CSRF middleware are in use, or SESSION_COOKIE_HTTPONLY is switched off.",
            .fix = "SESSION_COOKIE_SECURE = True, CSRF_COOKIE_SECURE = True; leave "
                   "SESSION_COOKIE_HTTPONLY "
                   "alone.",
        },
    .check = check,
};
