/* SPDX-License-Identifier: Apache-2.0 */
/* open-endpoint: an endpoint lets anonymous callers in. */
#include "audit/judge.h"

#include "base/mutant.h"

/* @login_required on a function of Django's. */
static void mend_function(struct judging *j, struct finding *finding, const struct endpoint *e) {
    if (e->kind != VIEW_FUNCTION || !py_is(e->node, PY_FUNCTION)) {
        mend_never(finding);
        return;
    }
    struct span guard =
        mend_import(j, finding, e->module, "django.contrib.auth.decorators", "login_required");
    mend_line_before(j, finding, (struct written){e->module, e->node}, "@%.*s", SPAN_ARG(guard));
    mend_loses(finding, "callers who have not logged in");
}

static void tell(struct judging *j, const struct endpoint *e, const struct opening *opening) {
    const struct written *at = &opening->at;
    struct finding *finding =
        judge_tell(j, endpoint_writes(e) ? SEVERITY_HIGH : SEVERITY_MEDIUM, at->module, at->node, e,
                   "%.*s lets anonymous callers in: %s", SPAN_ARG(e->view), opening->words);
    judge_step(j, finding, e->module, e->node, "the view %.*s", SPAN_ARG(e->view));
    judge_step(j, finding, at->module, at->node, "its permissions");
    if (e->kind == VIEW_DRF) {
        mend_guard(j, finding, *at);
    } else {
        mend_function(j, finding, e);
    }
    judge_step(j, finding, e->route_module, e->route_node, "routed as %.*s", SPAN_ARG(e->route));
}

static bool mentions(const struct endpoint *e, const char *word) {
    const struct py *node = e->class ? e->class->node : e->node;
    return node && span_find(py_source(&e->module->file, node), span_from(word)) != SIZE_MAX;
}

#define MENTIONS(e, ...)                                \
    mentions_one(e, (const char *const[]){__VA_ARGS__}, \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static bool mentions_one(const struct endpoint *e, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (mentions(e, words[i])) {
            return true;
        }
    }
    return false;
}

/* It refuses, looks at who asks, or is opened by something that only the right person has. */
static bool checks_itself(const struct endpoint *e) {
    static const char *const parts[] = {"token",  "code",      "key", "hash",
                                        "secret", "signature", "uid"};
    return span_says_one(e->route, parts, sizeof(parts) / sizeof(*parts)) ||
           MENTIONS(e, "403", "401", "Forbidden", "PermissionDenied", "request.user", ".session",
                    "request.headers", "request.META", "COOKIES", "token", "signing", "secret");
}

static bool changes(const struct endpoint *e) {
    return MENTIONS(e, ".delete(", ".save(", ".update(", ".create(", ".update_or_create(",
                    ".get_or_create(", ".bulk_create(", ".bulk_update(");
}

/* What was there is gone, or says something else. */
static bool changes_rows(const struct endpoint *e) {
    return MENTIONS(e, ".delete()", ".update(");
}

static bool takes_writes(const struct endpoint *e) {
    return MENTIONS(e, "\"POST\"", "'POST'", "require_POST", "def post", "def delete", "def put") ||
           changes(e);
}

/* It asks who is there in its own body, as some projects do throughout. */
static bool asks_by_hand(const struct endpoint *e) {
    return MENTIONS(e, "request.session[", "request.session.get(", "is_authenticated",
                    "is_anonymous", "is_staff");
}

/* Most views of its file ask who is there: that this one does not was forgotten. */
static bool kin_are_guarded(struct judging *j, const struct endpoint *e) {
    enum { FEW = 3 };
    size_t guarded = 0, open = 0;
    VEC_EACH(const struct endpoint, other, &j->endpoints->all) {
        bool kin = other->module == e->module && other->node != e->node && other->decided;
        bool by_hand = asks_by_hand(other) && !MUTANT(hand_unseen);
        bool asks = kin && (other->anonymous == ACCESS_REFUSED || by_hand);
        guarded += asks;
        open += kin && !asks && other->anonymous == ACCESS_ALLOWED && !endpoint_is_public(other);
    }
    return guarded >= FEW && guarded > 2 * open;
}

static bool is_page(const struct endpoint *e) {
    return (e->kind == VIEW_FUNCTION || e->kind == VIEW_DJANGO) && module_is_own(e->module);
}

/* Everything that is known of all users, for everybody. */
static bool lists_users(const struct endpoint *e) {
    return MENTIONS(e, "User.objects.values(", "User.objects.all()", "User.objects.values_list(",
                    "get_user_model().objects.values(", "get_user_model().objects.all()",
                    "get_user_model().objects.values_list(") &&
           (e->kind == VIEW_NINJA || MENTIONS(e, "JsonResponse", "HttpResponse(", "serialize"));
}

/* Lists of DRF's that nobody reads: that is no-effect-guard's. */
static bool has_idle_list(const struct endpoint *e) {
    return e->kind == VIEW_DJANGO && e->class && !MUTANT(idle_list_twice) &&
           (table_find(&e->class->names, SPAN("permission_classes")) ||
            table_find(&e->class->names, SPAN("authentication_classes")));
}

/* A view of Django's that asks nobody, and writes as an API does, or as its guarded kin do, or
 * tells of all users. */
static bool is_open_api(struct judging *j, const struct endpoint *e) {
    if (!is_page(e) || !endpoint_is_open(e) || endpoint_is_public(e) || has_idle_list(e) ||
        endpoint_reads_credential(j, e) || checks_itself(e) || endpoint_has_gap(j, e)) {
        return false;
    }
    bool exempt = e->node && (mentions(e, "csrf_exempt") || judge_decorated(j, e, "csrf_exempt"));
    bool api = exempt && takes_writes(e) &&
               (mentions(e, "JsonResponse") || (changes_rows(e) && !MUTANT(only_json)));
    bool changing = changes(e) || MENTIONS(e, "request.body", "request.POST", "request.FILES");
    return (endpoint_writes(e) && (api || (changing && kin_are_guarded(j, e)))) || lists_users(e);
}

/* The same view is guarded where it is routed once more. */
static bool guarded_elsewhere(struct judging *j, const struct endpoint *e) {
    if (!is_page(e) || !endpoint_is_open(e) || endpoint_is_public(e) || e->permissions.all.n) {
        return false;
    }
    VEC_EACH(const struct endpoint, other, &j->endpoints->all) {
        bool same = other->node == e->node && other->module == e->module &&
                    span_equal(other->action, e->action);
        if (same && other->route_node != e->route_node && other->decided &&
            other->anonymous == ACCESS_REFUSED && other->permissions.all.n) {
            return !MUTANT(one_route_guards_all);
        }
    }
    return false;
}

/* A guard that was laid around it and lets everybody pass: user_passes_test(lambda user: True). One
 * for callers who have not logged in says so. */
static bool guard_lets_in(const struct endpoint *e) {
    if (!is_page(e) || !endpoint_is_open(e) || endpoint_is_public(e) || !endpoint_writes(e)) {
        return false;
    }
    VEC_EACH(const struct in_effect, guard, &e->permissions.all) {
        bool test = span_find(guard->name, SPAN("user_passes_test")) != SIZE_MAX ||
                    span_find(guard->name, SPAN("UserPassesTestMixin")) != SIZE_MAX;
        struct span source = guard->node && module_is_own(guard->module)
                                 ? py_source(&guard->module->file, guard->node)
                                 : SPAN("");
        static const char *const words[] = {"is_authenticated", "is_anonymous", "anonymous"};
        if (test && !span_says_one(source, words, 3) &&
            !MENTIONS(e, "is_authenticated", "is_anonymous")) {
            return !MUTANT(any_test_guards);
        }
    }
    return false;
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        struct opening opening;
        if (endpoint_opening(j, e, &opening) || endpoint_believes_header(j, e, &opening)) {
            tell(j, e, &opening);
        } else if (guarded_elsewhere(j, e)) {
            opening = (struct opening){{e->route_module, e->route_node},
                                       "it is guarded where it is routed elsewhere, and not here"};
            tell(j, e, &opening);
        } else if (guard_lets_in(e)) {
            opening = (struct opening){{e->module, e->node}, "its test lets everybody pass"};
            tell(j, e, &opening);
        } else if (e->kind == VIEW_NINJA && endpoint_is_open(e) && module_is_own(e->module) &&
                   !endpoint_is_public(e) && lists_users(e)) {
            opening = (struct opening){{e->module, e->node}, "it tells of all users"};
            tell(j, e, &opening);
        } else if (is_open_api(j, e)) {
            opening = (struct opening){{e->module, e->node}, "nothing guards it"};
            tell(j, e, &opening);
        }
    }
}

const struct audit_rule rule_open_endpoint = {
    .record =
        {
            .id = "open-endpoint",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "An endpoint lets anonymous callers in",
            .cwe = {"CWE-306"},
            .owasp = "API2:2023",
            .why = "Whoever finds the URL reads, or changes, what stands behind it. No token is "
                   "stolen and "
                   "no password guessed: nobody asks for one.",
            .how =
                "The view's permissions in effect, after get_permissions, initial and dispatch are "
                "run "
                "for a caller without a credential, are AllowAny or none, and the view is reached. "
                "Silent: views whose name or route says that they are public (login, registration, "
                "reset, health, schema, webhook), and views that read only and name both "
                "authentication_classes = [] and AllowAny. A view that is not DRF's is told where "
                "it "
                "asks nobody, and is exempt from CSRF and writes, or changes rows while most views "
                "of its file are guarded, or answers "
                "all users. A permission is told, too, that asks nothing but a header which every "
                "caller may set, such as X-Internal or X-Forwarded-For.",
            .fix = "permission_classes = [IsAuthenticated], or what the view really needs. If it "
                   "is meant "
                   "for everybody, say so: authentication_classes = [] and permission_classes = "
                   "[AllowAny].",
        },
    .check = check,
};
