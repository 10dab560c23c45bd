/* SPDX-License-Identifier: Apache-2.0 */
/* authenticator-crashes: a refusal of the authenticator is a server error. */
#include "audit/judge.h"

static bool is_refusal(struct judging *j, struct class *class) {
    return class_is(j->in, class, SPAN("rest_framework.exceptions.APIException")) != TRUTH_NO ||
           class_is(j->in, class, SPAN("django.core.exceptions.PermissionDenied")) == TRUTH_YES ||
           class_is(j->in, class, SPAN("django.http.Http404")) == TRUTH_YES ||
           class_is(j->in, class, SPAN("builtins.NotImplementedError")) == TRUTH_YES;
}

static struct class *crash_of(struct judging *j, const struct value *escapes) {
    if (value_is(escapes, VALUE_CHOICE)) {
        for (size_t i = 0; i < escapes->sequence->items.n; i++) {
            struct class *one = crash_of(j, escapes->sequence->items.at[i].value);
            if (one) {
                return one;
            }
        }
        return NULL;
    }
    struct class *class = value_is(escapes, VALUE_CLASS)    ? escapes->class
                          : value_is(escapes, VALUE_OBJECT) ? escapes->object->class
                                                            : NULL;
    return class && !is_refusal(j, class) ? class : NULL;
}

/* class Bearer: → class Bearer(BaseAuthentication): */
static void mend_base(struct judging *j, struct finding *finding, const struct class *class) {
    const struct py *bases = py_get(class->node, PY_ROLE_SUPERCLASSES);
    const struct py *name = py_get(class->node, PY_ROLE_NAME);
    mend_loses(finding, "nobody: refusals are answered where they were server errors");
    if (!name || (bases && bases->first && !py_named(bases->first, SPAN("object")))) {
        mend_never(finding);
        return;
    }
    struct span base = mend_import(j, finding, class->module, "rest_framework.authentication",
                                   "BaseAuthentication");
    size_t end = bases ? bases->end : name->end;
    mend_bytes(j, finding, class->module, name->end, end, "(%.*s)", SPAN_ARG(base));
}

struct search {
    const struct module *module;
    const struct py *method, *found;
};

static bool catches(const struct search *search, const struct py *try) {
    static const char *const words[] = {"DoesNotExist", "Exception", "Http404"};
    PY_EACH(clause, try) {
        struct span first =
            clause->kind == PY_EXCEPT ? py_source(&search->module->file, clause->first) : SPAN("");
        if (clause->kind == PY_EXCEPT &&
            (py_is(clause->first, PY_BLOCK) ||
             span_says_one(first, words, sizeof(words) / sizeof(*words)))) {
            return true;
        }
    }
    return false;
}

/* Key.objects.select_related("user").get(…), which a run takes for found. */
static void on_get(void *user, const struct py *node) {
    struct search *search = user;
    const struct py *of = py_receiver(node);
    bool get = py_is(of, PY_CALL) && span_equal(py_called(node), SPAN("get")) &&
               span_find(py_source(&search->module->file, of), SPAN(".objects.")) != SIZE_MAX &&
               py_get(node, PY_ROLE_ARGUMENTS) && py_get(node, PY_ROLE_ARGUMENTS)->first &&
               py_get(node, PY_ROLE_ARGUMENTS)->first->kind == PY_KEYWORD;
    const struct py *try = get ? py_around(search->module->file.root, node, PY_TRY) : NULL;
    bool inside = try && try->start > search->method->start;
    if (get && !(inside && catches(search, try))) {
        search->found = node;
    }
}

static bool get_escapes(const struct authenticator *each) {
    struct search search = {each->module, each->method, NULL};
    py_walk(each->method, on_get, &search);
    return search.found != NULL;
}

static void check_one(struct judging *j, const struct authenticator *each) {
    struct class *crash = crash_of(j, each->escapes);
    bool no_header = !each->has_base &&
                     !class_get(j->in, each->class, SPAN("authenticate_header"), NULL, NULL) &&
                     !each->class->open;
    if (no_header) {
        struct finding *finding =
            judge_tell(j, SEVERITY_MEDIUM, each->class->module, each->class->node, NULL,
                       "%.*s is no BaseAuthentication and has no authenticate_header: every "
                       "refusal is a 500",
                       SPAN_ARG(each->class->name));
        mend_base(j, finding, each->class);
        judge_uses(j, finding, each);
    }
    if (!crash && get_escapes(each)) {
        judge_uses(j,
                   judge_tell_class(j, SEVERITY_MEDIUM, each,
                                    "DoesNotExist gets out of %.*s.authenticate(): a bad "
                                    "credential is a 500",
                                    SPAN_ARG(each->class->name)),
                   each);
    } else if (crash) {
        judge_uses(j,
                   judge_tell_class(j, SEVERITY_MEDIUM, each,
                                    "%.*s gets out of %.*s.authenticate(): a bad credential is a "
                                    "500",
                                    SPAN_ARG(crash->name), SPAN_ARG(each->class->name)),
                   each);
    }
}

static void check(struct judging *j) {
    judge_authenticators(j, check_one);
}

const struct audit_rule rule_authenticator_crashes = {
    .record =
        {
            .id = "authenticator-crashes",
            .group = "authenticators",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_MEDIUM,
            .title = "A refusal of the authenticator is a server error",
            .cwe = {"CWE-755"},
            .owasp = "API2:2023",
            .why =
                "A missing claim, an unknown user or a malformed token becomes a 500: logs fill, "
                "monitors ring, and what the error says may leak. Without authenticate_header a "
                "refusal "
                "that should be 401 cannot be made at all.",
            .how = "The authenticator does not descend from BaseAuthentication and has no "
                   "authenticate_header; or an exception that is no refusal of Django REST "
                   "framework gets "
                   "out of authenticate() when it is run with a credential (jwt errors, "
                   "DoesNotExist of a "
                   "get()).",
            .fix = "Descend from BaseAuthentication, and turn every failure into "
                   "AuthenticationFailed.",
        },
    .check = check,
};
