/* SPDX-License-Identifier: Apache-2.0 */
/* May a session's cookie be read by scripts, or travel in the clear? */
#include "base/mutant.h"
#include "scan/probe.h"
#include "text/field.h"
#include "text/words.h"

enum { TELLING = 12, MOST_COOKIES = 64 };

/* Words in the name of a cookie that logs in. */
static const struct span NAMES =
    SPAN_INIT(" session sessionid sessid sid sess phpsessid jsessionid "
              "token jwt auth access refresh remember ");

static bool is_credential(const struct survey *survey, const struct field_cookie *cookie) {
    return (!csrf_is_name(cookie->name) || MUTANT(csrf_cookie_counts)) &&
           (contract_carries(survey_contract(survey), SCHEME_COOKIE, cookie->name) ||
            (cookie->value.len >= TELLING && words_any(cookie->name, NAMES)));
}

/* What is wrong with it; NULL: nothing. Over plain HTTP no Secure is asked for: a browser would
 * never send the cookie back. */
static const char *fault_of(const struct field_cookie *cookie, bool https) {
    bool clear = https && !cookie->secure && !MUTANT(clear_cookie_unseen);
    if (!cookie->http_only) {
        return clear ? "without HttpOnly, so that scripts can read it, and without Secure, so that "
                       "it travels over plain HTTP as well"
                     : "without HttpOnly, so that scripts can read it";
    }
    if (clear) {
        return "without Secure, so that it travels over plain HTTP as well";
    }
    return cookie->same_site == SAME_SITE_NONE && !cookie->secure
               ? "with SameSite=None and without Secure, so that other sites' requests carry it, "
                 "in the clear"
               : NULL;
}

static enum err tell(struct survey *survey, const struct heard *heard,
                     const struct field_cookie *cookie, const char *fault) {
    struct arena *arena = survey_arena(survey);
    const struct exhibit exhibit = {SPAN("sets the cookie"), heard->exchange, true, true};
    const struct disclosure found = {
        .operation = heard->operation ? NULL : survey_asked(survey, &heard->exchange->request),
        .cause = arena_printf(arena, "%.*s %s", SPAN_ARG(cookie->name), fault),
        .message = arena_printf(arena, "The cookie %.*s is set %s.", SPAN_ARG(cookie->name), fault),
        .confidence = CONFIDENCE_CONFIRMED,
        .exhibits = &exhibit,
        .exhibit_n = 1,
    };
    TRY_PTR(found.cause.ptr);
    TRY_PTR(found.message.ptr);
    return survey_report(survey, &insecure_cookie, &found);
}

static bool is_deleted(const struct field_cookie *cookie) {
    return !cookie->value.len || (cookie->has_max_age && cookie->max_age <= 0) ||
           (cookie->has_expires && cookie->expires <= 1);
}

static enum err watch(struct survey *survey, const struct heard *heard) {
    bool https = span_starts_nocase(survey_url(survey), SPAN("https:"));
    struct field_cookie cookie;
    const struct fields *fields = &heard->exchange->response.fields;
    for (size_t n = 0; field_next_cookie(fields, MOST_COOKIES, &n, &cookie);) {
        const char *fault = NULL;
        if (!is_deleted(&cookie) && is_credential(survey, &cookie)) {
            fault = fault_of(&cookie, https);
        }
        struct span key = fault ? arena_printf(survey_arena(survey), "insecure-cookie %.*s %s",
                                               SPAN_ARG(cookie.name), fault)
                                : SPAN("");
        TRY_PTR(key.ptr);
        if (fault && survey_first(survey, key)) {
            TRY(tell(survey, heard, &cookie, fault));
        }
    }
    return OK;
}

static const struct rule rule = {
    .id = "insecure-cookie",
    .group = "transport",
    .wide = true,
    .severity = SEVERITY_LOW,
    .title = "The cookie of a session is not guarded as it could be",
    .cwe = {"CWE-614", "CWE-1004"},
    .owasp = "API8:2023",
    .why = "A script that somebody smuggles into a page reads the cookie and has the session; a "
           "cookie without Secure is sent to whoever answers for the host over plain HTTP.",
    .how = "The cookies that logins and other answers set are read: those that the contract names "
           "as a credential, and those whose names say so. It fires without HttpOnly; without "
           "Secure where the target is https; and with SameSite=None without Secure. Cookies "
           "against CSRF must be readable and do not count.",
    .fix = "Django: SESSION_COOKIE_HTTPONLY = True (the default), SESSION_COOKIE_SECURE = True and "
           "SESSION_COOKIE_SAMESITE = 'Lax'. Elsewhere: Set-Cookie with HttpOnly, Secure and "
           "SameSite.",
};

const struct probe insecure_cookie = {.rule = &rule, .watch = watch};
