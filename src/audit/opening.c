/* SPDX-License-Identifier: Apache-2.0 */
/* By what an endpoint is open: no guard, a guard that is never asked, one that lets everybody in.
 */
#include "audit/judge.h"

#include "base/mutant.h"

static bool is_implicit(const struct endpoint *e) {
    return e->permissions.all.n && span_equal(e->permissions.all.at[0].from, SPAN("DRF default"));
}

/* authentication_classes = [] beside a permission: somebody meant it. */
static bool is_deliberate(const struct endpoint *e) {
    return !endpoint_writes(e) && !e->authenticators.all.n && e->permissions.all.n;
}

/* get_permissions chose to let everybody read, and guards the rest of the view. */
static bool is_chosen_read(struct judging *j, const struct endpoint *e) {
    struct written at = endpoint_permission_place(j, e);
    if (endpoint_writes(e) || !py_is(at.node, PY_FUNCTION) ||
        (!e->permissions.all.n && !MUTANT(empty_is_chosen))) {
        return false; /* an empty list is nobody's word that all may read */
    }
    VEC_EACH(const struct endpoint, other, &j->endpoints->all) {
        if (other->class == e->class && other->decided && other->anonymous == ACCESS_REFUSED) {
            return true;
        }
    }
    return false;
}

/* Its methods that write are told of already, by the same line. */
static bool class_has_gap(struct judging *j, const struct endpoint *e) {
    VEC_EACH(const struct endpoint, other, &j->endpoints->all) {
        if (e->class && other->class == e->class && endpoint_has_gap(j, other)) {
            return true;
        }
    }
    return false;
}

static bool is_strict(const struct in_effect *permission) {
    static const struct span strict[] = {SPAN_INIT("rest_framework.permissions.IsAuthenticated"),
                                         SPAN_INIT("rest_framework.permissions.IsAdminUser")};
    return permission->class && (span_equal(permission->class->full, strict[0]) ||
                                 span_equal(permission->class->full, strict[1]));
}

static bool has_strict(const struct endpoint *e) {
    VEC_EACH(const struct in_effect, permission, &e->permissions.all) {
        if (is_strict(permission)) {
            return true;
        }
    }
    return false;
}

static bool mentions(const struct module *module, const struct py *node, const char *word) {
    return node && span_find(py_source(&module->file, node), span_from(word)) != SIZE_MAX;
}

/* The method of the project's own that keeps the permissions from being asked. */
static struct written bypass_of(struct judging *j, const struct endpoint *e) {
    static const struct span names[] = {SPAN_INIT("initial"), SPAN_INIT("check_permissions"),
                                        SPAN_INIT("permission_denied"), SPAN_INIT("dispatch"),
                                        SPAN_INIT("initialize_request")};
    for (size_t i = 0; e->class && i < sizeof(names) / sizeof(*names); i++) {
        struct class *holder = NULL;
        const struct value *method = class_get(j->in, e->class, names[i], &holder, NULL);
        if (value_is(method, VALUE_FUNCTION) && holder && module_is_own(holder->module)) {
            return (struct written){holder->module, method->node};
        }
    }
    return (struct written){e->module, e->node};
}

struct written endpoint_own_permission(struct judging *j, const struct endpoint *e) {
    struct class *holder = NULL;
    const struct in_effect *only = e->permissions.all.n == 1 ? e->permissions.all.at : NULL;
    const struct value *method =
        only && only->class ? class_get(j->in, only->class, SPAN("has_permission"), &holder, NULL)
                            : NULL;
    if (value_is(method, VALUE_FUNCTION) && holder && module_is_own(holder->module)) {
        return (struct written){holder->module, method->node};
    }
    return (struct written){NULL, NULL};
}

static bool asks_objects(const struct endpoint *e) {
    VEC_EACH(const struct in_effect, permission, &e->permissions.all) {
        if (permission->objects) {
            return true;
        }
    }
    return false;
}

/* Of one thing, which has_object_permission may guard. */
static bool is_of_one(const struct endpoint *e) {
    return span_find_byte(e->route, '{') != SIZE_MAX;
}

/* get_queryset gives what belongs to the user: to nobody, nothing. */
static bool filters_by_user(struct judging *j, const struct endpoint *e) {
    struct class *holder = NULL;
    const struct value *method =
        e->class ? class_get(j->in, e->class, SPAN("get_queryset"), &holder, NULL) : NULL;
    return value_is(method, VALUE_FUNCTION) && holder && module_is_own(holder->module) &&
           mentions(holder->module, method->node, "request.user");
}

static void on_asking(void *user, const struct py *node) {
    if (node->kind != PY_CALL) {
        return;
    }
    static const char *const idle[] = {"get_serializer", "get_queryset", "paginate_queryset",
                                       "get_paginated_response", "filter_queryset"};
    bool *asks = user;
    const struct py *holder = py_receiver(node);
    bool self = py_named(holder, SPAN("self")) && !span_is_one(py_called(node), idle, 5);
    bool super = span_equal(py_called(holder), SPAN("super"));
    bool hands_on = false;
    PY_EACH(argument, py_get(node, PY_ROLE_ARGUMENTS)) {
        hands_on |= py_named(argument, SPAN("self"));
    }
    *asks |= self || super || hands_on;
}

/* The handler is the project's own and comes to no get_object(), nor to a method that may. */
static bool never_asks_object(const struct endpoint *e) {
    const struct value *function = e->function;
    bool own = value_is(function, VALUE_FUNCTION) && py_is(function->node, PY_FUNCTION) &&
               module_is_own(function->function->module) && endpoint_writes(e),
         asks = false;
    py_walk(own ? py_get(function->node, PY_ROLE_BODY) : NULL, on_asking, &asks);
    return own && !asks && !MUTANT(objects_always_asked);
}

/* A permission of the project's own that does not look at who asks. */
static bool lets_in(struct judging *j, const struct endpoint *e, struct opening *out) {
    struct written own = endpoint_own_permission(j, e);
    bool unasked = is_of_one(e) && never_asks_object(e);
    if (asks_objects(e) && !unasked && (is_of_one(e) || filters_by_user(j, e))) {
        return false;
    }
    if (asks_objects(e) && !own.node && (endpoint_writes(e) || e->permissions.all.n == 1)) {
        *out = (struct opening){endpoint_permission_place(j, e),
                                "its permission is asked about single objects alone"};
        return true;
    }
    bool chooses = own.node && (mentions(own.module, own.node, "method") ||
                                mentions(own.module, own.node, "SAFE") ||
                                mentions(own.module, own.node, "action"));
    if (own.node && !chooses && (endpoint_writes(e) || mentions(own.module, own.node, ".user"))) {
        *out = (struct opening){own, "its permission lets everybody in"};
        return true;
    }
    if (endpoint_writes(e) && !chooses) {
        *out = (struct opening){endpoint_permission_place(j, e),
                                "its permissions let everybody write"};
        return true;
    }
    return false;
}

/* The handler itself answers 401 or 403: it asks by its own means. */
static bool asks_itself(const struct endpoint *e) {
    static const char *const words[] = {"=401",
                                        "=403",
                                        "HTTP_401",
                                        "HTTP_403",
                                        "PermissionDenied",
                                        "NotAuthenticated",
                                        "AuthenticationFailed",
                                        "Forbidden"};
    const struct value *function = e->function;
    return function && module_is_own(function->function->module) &&
           span_says_one(py_source(&function->function->module->file, function->node), words,
                         sizeof(words) / sizeof(*words));
}

bool endpoint_opening(struct judging *j, const struct endpoint *e, struct opening *out) {
    if (e->kind == VIEW_NINJA && endpoint_is_open(e) && module_is_own(e->module)) {
        *out = (struct opening){{e->module, e->node}, "its auth is None"};
        return !e->unnamed && endpoint_writes(e) && !endpoint_is_public(e) && !e->permissions.all.n;
    }
    if (!endpoint_is_open(e) || e->kind != VIEW_DRF || !module_is_own(e->module) ||
        endpoint_is_public(e) || is_implicit(e) || endpoint_touches_credential(j, e) ||
        asks_itself(e)) {
        return false;
    }
    if (endpoint_unguarded(e)) {
        *out = (struct opening){endpoint_permission_place(j, e),
                                e->permissions.all.n ? "its permission is AllowAny"
                                                     : "it has no permission at all"};
        return !is_deliberate(e) && !is_chosen_read(j, e) && !endpoint_has_gap(j, e) &&
               (endpoint_writes(e) || !class_has_gap(j, e));
    }
    if (has_strict(e)) {
        *out = (struct opening){bypass_of(j, e), "its permissions are never asked"};
        return true;
    }
    return !endpoint_has_gap(j, e) && lets_in(j, e, out);
}

bool judge_decorated(struct judging *j, const struct endpoint *e, const char *name) {
    const struct py *node = e->class ? e->class->node : e->node;
    const struct py *around = node ? py_around(e->module->file.root, node, PY_DECORATED) : NULL;
    if (!around || py_definition(around) != node) {
        return false;
    }
    PY_EACH(decorator, around) {
        const struct py *of = decorator->kind == PY_DECORATOR ? decorator->first : NULL;
        of = py_is(of, PY_CALL) ? py_get(of, PY_ROLE_FUNCTION) : of;
        if (of && span_ends(judge_dotted(j, of), span_from(name))) {
            return true;
        }
    }
    return false;
}
