/* SPDX-License-Identifier: Apache-2.0 */
/* missing-throttle: passwords or codes can be tried without limit. */
#include "audit/judge.h"

#include "base/mutant.h"

/* A throttle of the view's own: a rate in the settings might not be there. */
static void mend(struct judging *j, struct finding *finding, const struct endpoint *e) {
    const struct py *node = endpoint_subject(e);
    struct span name = py_text(py_get(node, PY_ROLE_NAME));
    struct written at = {e->module, node};
    if (!finding || e->kind != VIEW_DRF || !module_is_own(e->module) || !name.len) {
        mend_never(finding);
        return;
    }
    struct span base =
        mend_import(j, finding, e->module, "rest_framework.throttling", "AnonRateThrottle");
    mend_loses(finding, "more than ten requests a minute from one address are refused (429)");
    mend_line_before(j, finding, at,
                     "class %.*sThrottle(%.*s):\n    scope = \"%.*s\"\n    rate = \"10/min\"\n\n",
                     SPAN_ARG(name), SPAN_ARG(base), SPAN_ARG(name));
    if (node->kind == PY_CLASS) {
        mend_attribute(j, finding, at, "throttle_classes = [%.*sThrottle]", SPAN_ARG(name));
        return;
    }
    struct span decorator =
        mend_import(j, finding, e->module, "rest_framework.decorators", "throttle_classes");
    mend_decorator(j, finding, at, "@%.*s([%.*sThrottle])", SPAN_ARG(decorator), SPAN_ARG(name));
}

/* A name that only who counts needs; a comment that speaks of it counts nothing. */
static void on_node(void *user, const struct py *node) {
    static const char *const words[] = {"Throttled", "throttle", "ratelimit", "rate_limit", "incr",
                                        "axes",      "TOO_MANY", "attempts",  "lockout",    "429"};
    bool *counts = user;
    bool drf = py_named(node, SPAN("throttle_classes")) || py_named(node, SPAN("throttle_scope"));
    bool own = node->role == PY_ROLE_NAME && !MUTANT(own_name_counts); /* class Unthrottled */
    bool names = (node->kind == PY_NAME && !drf && !own) || node->kind == PY_INTEGER;
    *counts |= names && span_says_one(py_text(node), words, sizeof(words) / sizeof(*words));
}

/* It counts by its own means, or a decorator does. */
static bool counts_itself(const struct endpoint *e) {
    const struct py *node = endpoint_subject(e);
    bool own = node && module_is_own(e->module), counts = false;
    const struct py *around = own ? py_around(e->module->file.root, node, PY_DECORATED) : NULL;
    py_walk(!own                                      ? NULL
            : around && py_definition(around) == node ? around
                                                      : node,
            on_node, &counts);
    return counts;
}

/* NinjaAPI(throttle=[…]), Router(throttle=…): which of them, nobody needs to know. */
static bool ninja_throttles(struct judging *j) {
    VEC_EACH(const struct module *, module, &j->modules) {
        struct span text = (*module)->file.text;
        if (span_find(text, SPAN("ninja")) != SIZE_MAX &&
            (span_find(text, SPAN("throttle=")) != SIZE_MAX ||
             span_find(text, SPAN("NINJA_DEFAULT_THROTTLE")) != SIZE_MAX)) {
            return true;
        }
    }
    return judge_setting(j, "NINJA_DEFAULT_THROTTLE_RATES") != NULL;
}

static void on_call(void *user, const struct py *node) {
    bool *calls = user;
    *calls |= span_equal(py_called(node), SPAN("authenticate"));
}

/* A view of Django's that tries passwords by its own hand, and no package that counts is there. */
static bool tries_passwords(struct judging *j, const struct endpoint *e) {
    static const char *const counts[] = {"axes", "defender", "lockout", "ratelimit",
                                         "django_ratelimit"};
    bool plain = e->kind == VIEW_FUNCTION || e->kind == VIEW_DJANGO, calls = false;
    for (size_t i = 0; plain && i < sizeof(counts) / sizeof(*counts); i++) {
        plain = !judge_installed(j, counts[i]);
    }
    if (plain && module_is_own(e->module)) {
        py_walk(endpoint_subject(e), on_call, &calls);
    }
    return calls && !MUTANT(plain_login_free);
}

static void check(struct judging *j) {
    bool ninja = !ninja_throttles(j);
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        bool kind = e->kind == VIEW_DRF ||
                    (e->kind == VIEW_NINJA && ninja && module_is_own(e->module)) ||
                    tries_passwords(j, e);
        bool concerns = kind && endpoint_is_open(e) && endpoint_takes_secrets(e);
        if (!concerns || e->throttles.all.n || e->throttles.unknown.len || counts_itself(e)) {
            continue;
        }
        bool own = module_is_own(e->module);
        mend(j,
             judge_tell(j, SEVERITY_MEDIUM, own ? e->module : e->route_module,
                        own ? e->node : e->route_node, e,
                        "nothing limits how often %.*s may be tried", SPAN_ARG(e->view)),
             e);
    }
}

const struct audit_rule rule_missing_throttle = {
    .record =
        {
            .id = "missing-throttle",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "Passwords or codes can be tried without limit",
            .cwe = {"CWE-307"},
            .owasp = "API4:2023",
            .why =
                "A login, a reset or a code that may be tried a thousand times a second will be. A "
                "six-digit code falls in minutes, a weak password in hours.",
            .how = "An endpoint that is open by what it is for (login, token, registration, reset, "
                   "code) "
                   "and writes has no throttle in effect: neither throttle_classes nor "
                   "DEFAULT_THROTTLE_CLASSES, no throttle= of Django Ninja, and it does not count "
                   "by itself (django-ratelimit, the cache, 429). Of views that are neither DRF's "
                   "nor Ninja's, those that call authenticate() themselves.",
            .fix =
                "throttle_classes = [ScopedRateThrottle] with a scope of a few tries a minute, or "
                "DEFAULT_THROTTLE_CLASSES and rates in the settings.",
        },
    .check = check,
};
