/* SPDX-License-Identifier: Apache-2.0 */
/* no-effect-guard: a guard is written where nobody reads it. */
#include "audit/dropped.h"
#include "audit/judge.h"
#include "audit/returned.h"
#include "base/mutant.h"
#include "text/suggest.h"

static const char *const misspelt[] = {
    "permission",        "permissions",           "permission_class",
    "permissions_class", "permissions_classes",   "permission_clases",
    "authentication",    "authentication_class",  "authentications_classes",
    "authenticators",    "authenticator_classes", "throttle_class",
    "throttles",         "throttles_classes"};
static const char *const lists[] = {"permission_classes", "authentication_classes"};

#define ONE_OF(name, names) span_is_one(name, names, sizeof(names) / sizeof((names)[0]))

/* Which of the names that are read is nearest. */
static struct suggest nearest(struct span name) {
    struct suggest near = {.word = name};
    suggest_offer(&near, "permission_classes");
    suggest_offer(&near, "authentication_classes");
    suggest_offer(&near, "throttle_classes");
    return near;
}

/* A letter or two away from it: permisson_classes, authentification_classes. */
static bool is_near(struct span name) {
    struct suggest near = nearest(name);
    return name.len > 12 && near.best && !span_equal(name, span_from(near.best)) &&
           near.distance <= 2;
}

static bool is_misspelt(struct span name) {
    return ONE_OF(name, misspelt) || is_near(name);
}

static bool is_list(const struct value *value) {
    return value->kind == VALUE_SEQUENCE || value->kind == VALUE_UNKNOWN ||
           value->kind == VALUE_CHOICE || value->kind == VALUE_FOREIGN ||
           value->kind == VALUE_FUNCTION;
}

static bool holds_instances(struct judging *j, const struct value *value) {
    for (size_t i = 0; value->kind == VALUE_SEQUENCE && i < value->sequence->items.n; i++) {
        const struct value *item = value->sequence->items.at[i].value;
        bool composed =
            item->kind == VALUE_OBJECT && table_find(&item->object->names, SPAN("sign"));
        bool makes = item->kind == VALUE_OBJECT &&
                     class_get(j->in, item->object->class, SPAN("__call__"), NULL, NULL) != NULL;
        if (item->kind == VALUE_OBJECT && !composed && !makes) {
            return true;
        }
    }
    return false;
}

/* The name that Django REST framework reads in place of a misspelt one. */
static const char *right_name(struct span name) {
    struct suggest near = nearest(name);
    return span_starts(name, SPAN("perm"))       ? "permission_classes"
           : span_starts(name, SPAN("throttle")) ? "throttle_classes"
           : near.best                           ? near.best
                                                 : "authentication_classes";
}

static void mend_name(struct judging *j, struct finding *finding, const struct class *class,
                      struct span name, const struct py *assign) {
    const char *right = right_name(name);
    mend_loses(finding, "the guard takes effect: who does not pass it is refused from then on");
    if (table_find(&class->names, span_from(right))) {
        mend_remove_lines(j, finding, (struct written){class->module, assign});
        mend_loses(finding, "nobody: the name was never read");
        return;
    }
    const struct py *one = py_get(assign, PY_ROLE_RIGHT);
    mend_node(j, finding, (struct written){class->module, py_get(assign, PY_ROLE_LEFT)}, "%s",
              right);
    if (one && one->kind != PY_LIST && one->kind != PY_TUPLE) {
        mend_node(j, finding, (struct written){class->module, one}, "[%.*s]",
                  SPAN_ARG(py_source(&class->module->file, one)));
    }
}

static void mend_comma(struct judging *j, struct finding *finding, const struct class *class,
                       const struct py *assign) {
    const struct py *one = py_get(assign, PY_ROLE_RIGHT);
    bool plain = py_is(one, PY_NAME) || py_is(one, PY_ATTRIBUTE) || py_is(one, PY_BINARY);
    if (!plain) {
        mend_never(finding);
        return;
    }
    struct span source = py_source(&class->module->file, one);
    mend_node(j, finding, (struct written){class->module, one},
              one->parenthesized ? "%.*s," : "[%.*s]", SPAN_ARG(source));
}

/* [IsAuthenticated()]: without the parentheses. */
static void mend_instances(struct judging *j, struct finding *finding, const struct class *class,
                           const struct py *assign) {
    PY_EACH(item, py_get(assign, PY_ROLE_RIGHT)) {
        const struct py *arguments = py_is(item, PY_CALL) ? py_get(item, PY_ROLE_ARGUMENTS) : NULL;
        if (arguments && !arguments->first) {
            mend_node(j, finding, (struct written){class->module, arguments}, "%s", "");
        } else if (arguments) {
            mend_never(finding);
        }
    }
}

/* A list of guards, or a guard of its own: what reads like one, and is text, guards nothing. */
static bool is_guards(struct judging *j, const struct value *value) {
    static const char *const guards[] = {"rest_framework.permissions.BasePermission",
                                         "rest_framework.authentication.BaseAuthentication",
                                         "rest_framework.throttling.BaseThrottle"};
    bool composed =
        value->kind == VALUE_OBJECT && table_find(&value->object->names, SPAN("sign")) != NULL;
    bool found = value->kind == VALUE_SEQUENCE || composed;
    for (size_t i = 0; value->kind == VALUE_CLASS && i < sizeof(guards) / sizeof(*guards); i++) {
        found |= class_is(j->in, value->class, span_from(guards[i])) == TRUTH_YES;
    }
    return found;
}

static bool is_letter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* self.permission_class, view.permission_class, and no longer name that begins with it. */
static bool reads(struct span text, struct span name) {
    static const struct span holders[] = {SPAN_INIT("self."), SPAN_INIT("view."), SPAN_INIT("cls."),
                                          SPAN_INIT("view_class.")};
    for (size_t at, start = 0; (at = span_find(span_from_index(text, start), name)) != SIZE_MAX;) {
        struct span before = span_slice(text, 0, start + at);
        start += at + name.len;
        bool held = start >= text.len || !is_letter(text.ptr[start]);
        bool of = false;
        for (size_t i = 0; i < sizeof(holders) / sizeof(*holders); i++) {
            of |= span_ends(before, holders[i]);
        }
        if (held && of) {
            return true;
        }
    }
    return false;
}

/* The project reads the attribute itself, in a base of its views. */
static bool is_read(struct judging *j, struct span name) {
    VEC_EACH(const struct module *, each, &j->modules) {
        if (reads((*each)->file.text, name) && !MUTANT(own_name_misspelt)) {
            return true;
        }
    }
    return false;
}

static void check_attribute(struct judging *j, struct class *class, const struct slot *slot,
                            enum truth drf, const struct py *node) {
    if (!slot->value || !node) {
        return;
    }
    if (drf == TRUTH_YES && is_misspelt(slot->name) && is_guards(j, slot->value) &&
        !is_read(j, slot->name)) {
        mend_name(j,
                  judge_tell(j, SEVERITY_HIGH, class->module, node, NULL,
                             "Django REST framework does not read %.*s: the guard has no effect",
                             SPAN_ARG(slot->name)),
                  class, slot->name, node);
    } else if (drf == TRUTH_NO && ONE_OF(slot->name, lists)) {
        (void)judge_tell(j, SEVERITY_HIGH, class->module, node, NULL,
                         "%.*s is no view of Django REST framework: nobody reads its %.*s",
                         SPAN_ARG(class->name), SPAN_ARG(slot->name));
    } else if (drf == TRUTH_YES && ONE_OF(slot->name, lists) && !is_list(slot->value)) {
        mend_comma(j,
                   judge_tell(j, SEVERITY_HIGH, class->module, node, NULL,
                              "%.*s is no list: a tuple of one needs its comma",
                              SPAN_ARG(slot->name)),
                   class, node);
    } else if (drf == TRUTH_YES && ONE_OF(slot->name, lists) && holds_instances(j, slot->value)) {
        mend_instances(j,
                       judge_tell(j, SEVERITY_HIGH, class->module, node, NULL,
                                  "%.*s holds an instance where a class belongs",
                                  SPAN_ARG(slot->name)),
                       class, node);
    }
}

/* A mixin of the project's own whose dispatch turns callers away. */
static bool is_own_guard(const struct class *class) {
    static const char *const words[] = {"handle_no_permission", "PermissionDenied",
                                        "redirect_to_login", "is_authenticated", "Forbidden"};
    const struct slot *dispatch = table_find(&class->names, SPAN("dispatch"));
    return dispatch && value_is(dispatch->value, VALUE_FUNCTION) && dispatch->value->node &&
           module_is_own(class->module) && !MUTANT(own_mixin_anywhere) &&
           span_says_one(py_source(&class->module->file, dispatch->value->node), words,
                         sizeof(words) / sizeof(*words));
}

static bool is_guard(const struct class *class) {
    static const char *const guards[] = {"django.contrib.auth.mixins.LoginRequiredMixin",
                                         "django.contrib.auth.mixins.PermissionRequiredMixin",
                                         "django.contrib.auth.mixins.UserPassesTestMixin"};
    return ONE_OF(class->full, guards) || is_own_guard(class);
}

/* The guard first among the bases. */
static void mend_order(struct judging *j, struct finding *finding, const struct class *class,
                       const struct class *guard) {
    const struct py *bases = py_get(class->node, PY_ROLE_SUPERCLASSES);
    mend_loses(finding, "the guard takes effect: who does not pass it is refused from then on");
    PY_EACH(base, bases) {
        struct span text = py_source(&class->module->file, base);
        if (base != bases->first && span_ends(text, guard->name)) {
            mend_remove_item(j, finding, (struct written){class->module, base});
            mend_bytes(j, finding, class->module, bases->first->start, bases->first->start,
                       "%.*s, ", SPAN_ARG(text));
            return;
        }
    }
    mend_never(finding);
}

/* class Page(ListView, LoginRequiredMixin): View's dispatch comes first, and calls no other. */
static void check_order(struct judging *j, struct class *class) {
    static const struct span view = SPAN_INIT("django.views.generic.base.View");
    bool served = false;
    class_order(j->in, class);
    for (size_t i = 0; i < class->mro.n; i++) {
        served |= span_equal(class->mro.at[i]->full, view);
        if (served && is_guard(class->mro.at[i]) && class->node) {
            struct finding *finding =
                judge_tell(j, SEVERITY_HIGH, class->module, class->node, NULL,
                           "%.*s stands behind the view among the bases of %.*s: it is never asked",
                           SPAN_ARG(class->mro.at[i]->name), SPAN_ARG(class->name));
            mend_order(j, finding, class, class->mro.at[i]);
            return;
        }
    }
}

static void check_class(struct judging *j, struct class *class) {
    static const struct span drf = SPAN_INIT("rest_framework.views.APIView");
    enum truth is_drf = class_is(j->in, class, drf);
    bool view = class_is(j->in, class, SPAN("django.views.generic.base.View")) == TRUTH_YES;
    returned_check(j, class, is_drf);
    if (!view) {
        return;
    }
    check_order(j, class);
    for (size_t i = 0; i < class->names.slots.n; i++) {
        const struct slot *slot = class->names.slots.at[i];
        check_attribute(j, class, slot, is_drf,
                        py_binding(py_get(class->node, PY_ROLE_BODY), slot->name));
    }
}

static bool is_marker(struct judging *j, const struct py *decorator) {
    struct span name = judge_dotted(j, py_is(decorator->first, PY_CALL)
                                           ? py_get(decorator->first, PY_ROLE_FUNCTION)
                                           : decorator->first);
    return span_ends(name, SPAN("permission_classes")) ||
           span_ends(name, SPAN("authentication_classes")) ||
           span_ends(name, SPAN("throttle_classes"));
}

static bool is_api_view(struct judging *j, const struct py *decorator) {
    return py_is(decorator->first, PY_CALL) &&
           span_ends(judge_dotted(j, py_get(decorator->first, PY_ROLE_FUNCTION)), SPAN("api_view"));
}

/* Taken from above @api_view, and written under it. */
static void mend_late(struct visit *visit, struct finding *finding, const struct py *decorated,
                      const struct py *late) {
    struct span source = py_source(&visit->module->file, late);
    mend_loses(finding, "the guard takes effect: who does not pass it is refused from then on");
    mend_remove_lines(visit->j, finding, (struct written){visit->module, late});
    mend_decorator(visit->j, finding, (struct written){visit->module, py_definition(decorated)},
                   "%.*s", SPAN_ARG(source));
}

static void on_node(void *user, const struct py *node) {
    struct visit *visit = user;
    const struct py *above = NULL;
    bool api = false;
    if (node->kind != PY_DECORATED) {
        return;
    }
    const struct py *definition = py_definition(node);
    bool method = definition && definition->kind == PY_FUNCTION &&
                  py_around(visit->module->file.root, node, PY_CLASS) != NULL;
    PY_EACH(decorator, node) {
        if (decorator->kind != PY_DECORATOR) {
            continue;
        }
        bool marker = is_marker(visit->j, decorator);
        api |= is_api_view(visit->j, decorator);
        above = marker && !api ? decorator : above;
        if (marker && method) {
            (void)judge_tell(
                visit->j, SEVERITY_HIGH, visit->module, decorator, NULL,
                "on a method this decorator has no effect: it is for functions under @api_view");
        }
    }
    if (above && api && !method) {
        mend_late(visit,
                  judge_tell(visit->j, SEVERITY_HIGH, visit->module, above, NULL,
                             "above @api_view this decorator comes too late: the guard has no "
                             "effect"),
                  node, above);
    }
}

static void check(struct judging *j) {
    VEC_EACH(const struct module *, each, &j->modules) {
        struct module *module = (struct module *)*each;
        dropped_check(j, module);
        if (span_find(module->file.text, SPAN("ermission")) == SIZE_MAX &&
            span_find(module->file.text, SPAN("uthenticat")) == SIZE_MAX &&
            span_find(module->file.text, SPAN("Mixin")) == SIZE_MAX) {
            continue;
        }
        program_run(j->in, module);
        py_walk(module->file.root, on_node, &(struct visit){j, module});
        for (size_t i = 0; i < module->scope.names.slots.n; i++) {
            const struct value *value = module->scope.names.slots.at[i]->value;
            if (value_is(value, VALUE_CLASS) && value->class->module == module) {
                check_class(j, value->class);
            }
        }
    }
}

const struct audit_rule rule_no_effect_guard = {
    .record =
        {
            .id = "no-effect-guard",
            .group = "endpoints",
            .kind = KIND_AUDIT,
            .severity = SEVERITY_HIGH,
            .title = "A guard is written where nobody reads it",
            .cwe = {"CWE-306", "CWE-670"},
            .owasp = "API2:2023",
            .why = "The line stands there, every reviewer sees it, and it does nothing: a misspelt "
                   "attribute, a decorator on the wrong side of @api_view, DRF's permissions on a "
                   "plain "
                   "Django view. The endpoint is as open as if the line were missing.",
            .how =
                "Attributes named permission, permissions, permissions_class(es), "
                "permission_class, "
                "authentication_class on a DRF view; permission_classes and authentication_classes "
                "on a "
                "view that is not DRF's; permission or authentication decorators above @api_view; "
                "a "
                "list that is no list, because a one-tuple lost its comma; instances where classes "
                "belong; a refusal that check_permissions() or initial() returns, where they must "
                "raise; a refusal that is made on a line of its own, without its return or raise. "
                "Of views only those of which a route exists, or that descend from one of the "
                "frameworks' views.",
            .fix =
                "Write permission_classes = [IsAuthenticated] on a DRF view, LoginRequiredMixin or "
                "login_required on a Django view, and the decorators below @api_view.",
        },
    .check = check,
};
