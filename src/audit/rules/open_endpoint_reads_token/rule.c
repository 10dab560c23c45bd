/* SPDX-License-Identifier: Apache-2.0 */
/* open-endpoint-reads-token: an open endpoint reads a credential by hand. */
#include "audit/judge.h"

static void tell(struct judging *j, const struct endpoint *e, const struct py *read,
                 const char *words) {
    const struct module *module = e->function->function->module;
    struct written at = endpoint_permission_place(j, e);
    struct finding *finding =
        judge_tell(j, SEVERITY_CRITICAL, module, read, e, "%.*s %s", SPAN_ARG(e->view), words);
    judge_step(j, finding, at.module, at.node, "its permissions let anonymous callers in");
    judge_step(j, finding, module, read, "the credential is read here");
    if (e->kind == VIEW_DRF) {
        mend_guard(j, finding, at);
        mend_loses(finding, "who shows what the settings' authenticators do not accept is refused "
                            "from then on");
    } else {
        mend_never(finding);
    }
}

/* if not request.GET.get("token"): return HttpResponse(status=401), which a stranger knows to
 * avoid. */
static bool refuses_who_shows_nothing(const struct endpoint *e) {
    static const char *const words[] = {"401", "403", "Forbidden", "PermissionDenied"};
    const struct value *function = e->function;
    return function && endpoint_is_open(e) && !endpoint_is_public(e) &&
           module_is_own(function->function->module) &&
           span_says_one(py_source(&function->function->module->file, function->node), words,
                         sizeof(words) / sizeof(*words));
}

/* Refuses by hand who shows nothing, and nobody else. */
static const struct py *presence_of(struct judging *j, const struct endpoint *e) {
    bool refuses = e->by_hand && e->decided && e->anonymous == ACCESS_REFUSED && e->function &&
                   module_is_own(e->function->function->module);
    refuses = refuses || refuses_who_shows_nothing(e);
    return refuses ? judge_believes_presence(j, e->function->function->module, e->function->node)
                   : NULL;
}

/* A decorator of the project's own that guards a function. */
static void check_decorator(struct judging *j, const struct endpoint *e,
                            const struct in_effect *guard) {
    bool own =
        module_is_own(guard->module) && py_is(guard->node, PY_FUNCTION) && guard->node != e->node;
    const struct py *read = own ? judge_believes_presence(j, guard->module, guard->node) : NULL;
    if (read) {
        (void)judge_tell(j, SEVERITY_CRITICAL, guard->module, read, e,
                         "%.*s asks whether a credential is there, and not whether it is good",
                         SPAN_ARG(guard->name));
    }
}

static void check_permissions(struct judging *j, const struct endpoint *e) {
    VEC_EACH(const struct in_effect, permission, &e->permissions.all) {
        if (!permission->class && e->kind != VIEW_DRF) {
            check_decorator(j, e, permission);
        }
        struct class *holder = NULL;
        const struct value *method =
            permission->class ? class_get(j->in, permission->class, SPAN("has_permission"), &holder,
                                          NULL)
                              : NULL;
        bool own = value_is(method, VALUE_FUNCTION) && holder && module_is_own(holder->module);
        const struct py *read =
            own ? judge_believes_presence(j, holder->module, method->node) : NULL;
        if (read) {
            (void)judge_tell(j, SEVERITY_CRITICAL, holder->module, read, e,
                             "%.*s asks whether a credential is there, and not whether it is good",
                             SPAN_ARG(permission->class->name));
        }
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct endpoint, e, &j->endpoints->all) {
        bool guarded = e->kind == VIEW_DRF && !endpoint_unguarded(e);
        const struct py *read =
            endpoint_is_open(e) && !endpoint_is_public(e) ? endpoint_reads_credential(j, e) : NULL;
        const struct py *presence = guarded || read ? NULL : presence_of(j, e);
        if (read && !guarded) {
            tell(j, e, read, "reads a credential by hand and lets everybody in all the same");
        } else if (presence) {
            tell(j, e, presence, "asks whether a credential is there, and not whether it is good");
        }
        check_permissions(j, e);
    }
}

const struct audit_rule rule_open_endpoint_reads_token = {
    .record =
        {
            .id = "open-endpoint-reads-token",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_CRITICAL,
            .title = "An open endpoint reads a credential by hand",
            .cwe = {"CWE-306", "CWE-287"},
            .owasp = "API2:2023",
            .why = "The view looks at a token, so it seems guarded; but its permission lets "
                   "everybody in, "
                   "and nothing happens to who shows a wrong token or none. Whatever the view then "
                   "believes of the token, it believes of a stranger.",
            .how = "The view is reached by a caller without a credential, and its body reads "
                   "Authorization, an API key or the like from the request itself; or the view, or "
                   "a permission of the project's own, refuses who shows none, and neither looks "
                   "up nor compares nor verifies what is shown.",
            .fix = "Let an authenticator read the token and a permission require it: "
                   "authentication_classes = [...] and permission_classes = [IsAuthenticated].",
        },
    .check = check,
};
