/* SPDX-License-Identifier: Apache-2.0 */
/* What endpoints do beside their permissions: credentials read by hand, gaps between methods. */
#include "audit/judge.h"

#include "base/mutant.h"

/* The first of the permissions is one of those. */
static bool gives(const struct value *said, const struct endpoint *e) {
    const struct class *first = e->permissions.all.n ? e->permissions.all.at[0].class : NULL;
    for (size_t i = 0; value_is(said, VALUE_SEQUENCE) && i < said->sequence->items.n; i++) {
        const struct value *each = said->sequence->items.at[i].value;
        if (value_is(each, VALUE_CLASS) && each->class == first) {
            return true;
        }
    }
    return !first && !e->permissions.all.n;
}

/* permission_classes=[] of @action, or those that are in effect. */
static struct written action_permissions(struct judging *j, const struct endpoint *e) {
    const struct slot *kwargs =
        e->function ? table_find(&e->function->function->names, SPAN("kwargs")) : NULL;
    const struct value *said =
        kwargs ? dict_text(j->in, kwargs->value, SPAN("permission_classes")) : NULL;
    bool own = said && said->module && module_is_own(said->module) && gives(said, e);
    return own && !MUTANT(action_elsewhere) ? (struct written){said->module, said->node}
                                            : (struct written){NULL, NULL};
}

/* as_view(permission_classes=[]) */
static bool routed_with(const struct endpoint *e, const char *word) {
    return e->route_node && module_is_own(e->route_module) &&
           span_find(py_source(&e->route_module->file, e->route_node), span_from(word)) !=
               SIZE_MAX &&
           !MUTANT(route_never_opens);
}

struct written endpoint_permission_place(struct judging *j, const struct endpoint *e) {
    struct written action = action_permissions(j, e);
    if (action.node) {
        return action;
    }
    if (e->permissions.all.n && module_is_own(e->permissions.all.at[0].module)) {
        return (struct written){e->permissions.all.at[0].module, e->permissions.all.at[0].node};
    }
    static const struct span names[] = {SPAN_INIT("get_permissions"),
                                        SPAN_INIT("permission_classes")};
    if (!e->permissions.all.n && routed_with(e, "permission_classes")) {
        return (struct written){e->route_module, e->route_node};
    }
    for (size_t i = 0; i < 2 && e->class && !e->permissions.all.n; i++) {
        struct class *holder = NULL;
        const struct value *value = class_get(j->in, e->class, names[i], &holder, NULL);
        bool shared = i == 0 && holder && holder != e->class && module_is_own(holder->module) &&
                      e->function && e->function->node &&
                      module_is_own(e->function->function->module);
        if (shared) { /* a mixin's: which of its views it leaves open is theirs */
            return (struct written){e->function->function->module, e->function->node};
        }
        if (value && module_is_own(value->module) && value->node) {
            return (struct written){value->module, value->node};
        }
    }
    return (struct written){e->module, e->node};
}

static bool is_credential(struct span name) {
    static const struct span words[] = {
        SPAN_INIT("authorization"), SPAN_INIT("token"),  SPAN_INIT("api-key"), SPAN_INIT("api_key"),
        SPAN_INIT("apikey"),        SPAN_INIT("x-auth"), SPAN_INIT("x_auth"),  SPAN_INIT("secret")};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        if (span_find_nocase(name, words[i]) != SIZE_MAX &&
            span_find_nocase(name, SPAN("csrf")) == SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* ?token=…, and not ?page_token=… */
static bool is_parameter(struct span name) {
    static const char *const names[] = {"token",  "access_token", "auth_token", "api_key",
                                        "apikey", "jwt",          "secret",     "auth"};
    return span_is_one(name, names, sizeof(names) / sizeof(*names));
}

struct reading {
    struct judging *j;
    const struct py *found;
    bool parameters; /* those of the URL as well: elsewhere they are what a link that is shared
                        shows */
};

/* request.headers.get("Authorization"), request.META["HTTP_X_API_KEY"]. */
static void on_node(void *user, const struct py *node) {
    struct reading *reading = user;
    struct py_lookup lookup = py_lookup(node);
    if (node->kind == PY_COMPARE) { /* "Authorization" in request.headers */
        lookup = (struct py_lookup){.of = py_at(node, 1), .key = py_at(node, 0)};
    }
    if (!lookup.of || reading->found) {
        return;
    }
    struct span name = judge_dotted(reading->j, lookup.of);
    bool headers = span_find(name, SPAN("request.headers")) != SIZE_MAX ||
                   span_find(name, SPAN("request.META")) != SIZE_MAX;
    bool helper = span_ends(name, SPAN("get_authorization_header"));
    bool query =
        span_ends(name, SPAN("request.GET")) || span_ends(name, SPAN("request.query_params")) ||
        span_ends(name, SPAN("request.GET.get")) || span_ends(name, SPAN("query_params.get"));
    bool shown = reading->parameters && query && py_is(lookup.key, PY_STRING) &&
                 is_parameter(py_text(lookup.key));
    if (helper || shown ||
        (headers && py_is(lookup.key, PY_STRING) && is_credential(py_text(lookup.key)))) {
        reading->found = node;
    }
}

/* Something is done with it that may refuse, or that finds nothing for who has made it up. */
static bool checks(struct span source) {
    static const char *const words[] = {
        "authenticate(", "verify(",     "verify_token",   "verify_key",     "verify_jwt",
        "verify_api",    "verify_auth", "verify_request", "compare_digest", "time_compare",
        "hexdigest",     "sha256(",     "validate_",      "check_",         "hmac",
        "unsign",        "introspect"};
    bool decodes = span_find(source, SPAN("jwt.decode(")) != SIZE_MAX &&
                   span_find(source, SPAN("verify_signature")) == SIZE_MAX;
    return decodes || span_says_one(source, words, sizeof(words) / sizeof(*words));
}

/* base64.b64decode(…), json.loads(…) and what makes text of bytes take anything that is well
 * formed. */
static bool only_opens(struct span before, struct span after) {
    return span_ends(before, SPAN("64")) || span_ends(before, SPAN("json.")) ||
           span_starts(after, SPAN(")")) || span_starts(after, SPAN("\"")) ||
           span_starts(after, SPAN("'"));
}

/* Something is decoded or loaded that may have been signed. */
static bool decodes(struct span source) {
    static const struct span words[] = {SPAN_INIT("decode("), SPAN_INIT("loads(")};
    for (size_t i = 0; i < 2; i++) {
        struct span rest = source;
        for (size_t at = span_find(rest, words[i]); at != SIZE_MAX;
             at = span_find(rest, words[i])) {
            struct span after = span_from_index(rest, at + words[i].len);
            if (!only_opens((struct span){rest.ptr, at}, after) || MUTANT(opening_checks)) {
                return true;
            }
            rest = after;
        }
    }
    return false;
}

/* It is looked up, or compared with something. */
static bool compares(struct span source) {
    static const char *const words[] = {
        "!=",        ".objects", "==",    "get_user", "lookup",       "find_",        "is_valid",
        "settings.", "_token(",  "_key(", "allowed",  "request.user", "request.auth", ".filter("};
    return decodes(source) || span_says_one(source, words, sizeof(words) / sizeof(*words));
}

static const struct py *credential_in(struct judging *j, const struct py *function,
                                      bool parameters) {
    struct reading reading = {j, NULL, parameters};
    py_walk(py_get(function, PY_ROLE_BODY), on_node, &reading);
    return reading.found;
}

const struct py *endpoint_reads_credential(struct judging *j, const struct endpoint *e) {
    if (!e->function || !module_is_own(e->function->function->module)) {
        return NULL;
    }
    const struct py *found = credential_in(j, e->function->node, false);
    const struct py_file *file = &e->function->function->module->file;
    return found && !checks(py_source(file, e->function->node)) ? found : NULL;
}

bool endpoint_touches_credential(struct judging *j, const struct endpoint *e) {
    return e->function && module_is_own(e->function->function->module) &&
           credential_in(j, e->function->node, false) != NULL;
}

struct passing {
    const struct py_file *file;
    const struct py *function;
    bool found;
};

static bool from_request(struct span source) {
    return span_find(source, SPAN("request.headers")) != SIZE_MAX ||
           span_find(source, SPAN("request.META")) != SIZE_MAX ||
           span_find(source, SPAN("get_authorization_header")) != SIZE_MAX;
}

static bool only_looks(struct span name) {
    static const char *const names[] = {"len",
                                        "bool",
                                        "str",
                                        "print",
                                        "debug",
                                        "info",
                                        "warning",
                                        "isinstance",
                                        "getattr",
                                        "hasattr",
                                        "Response",
                                        "JsonResponse",
                                        "HttpResponse",
                                        "get_authorization_header",
                                        "b64decode",
                                        "urlsafe_b64decode",
                                        "loads",
                                        "unquote",
                                        "decode",
                                        "get_unverified_claims",
                                        "get_unverified_header"};
    return span_is_one(name, names, sizeof(names) / sizeof(*names));
}

/* What a name stands for: the request's, or what was made of that. */
struct tracing {
    const struct passing *passing;
    struct span name;
    unsigned depth;
    bool found;
};

static bool comes_of_request(const struct passing *passing, struct span name, unsigned depth);

static void on_mention(void *user, const struct py *node) {
    struct tracing *tracing = user;
    tracing->found |= node->kind == PY_NAME &&
                      (span_equal(py_text(node), tracing->name) ||
                       (!tracing->name.len && tracing->depth &&
                        comes_of_request(tracing->passing, py_text(node), tracing->depth - 1)));
}

static void on_given(void *user, const struct py *node) {
    struct tracing *tracing = user;
    const struct py *given = node->kind == PY_ASSIGN ? py_get(node, PY_ROLE_RIGHT) : NULL;
    if (!given || tracing->found) {
        return;
    }
    struct tracing left = {.name = tracing->name};
    struct tracing right = {.passing = tracing->passing, .depth = tracing->depth};
    py_walk(py_get(node, PY_ROLE_LEFT), on_mention, &left);
    py_walk(left.found ? given : NULL, on_mention, &right);
    tracing->found =
        left.found && (right.found || from_request(py_source(tracing->passing->file, given)));
}

static bool comes_of_request(const struct passing *passing, struct span name, unsigned depth) {
    struct tracing tracing = {passing, name, depth, false};
    py_walk(passing->function, on_given, &tracing);
    return tracing.found;
}

/* header, header[7:], header.split()[1]: what was read of the request, or a part of it, or what
 * that was opened to. */
static bool is_shown(const struct passing *passing, const struct py *value) {
    while (py_is(value, PY_SUBSCRIPT) || py_is(value, PY_CALL)) {
        const struct py *of = value->kind == PY_SUBSCRIPT ? py_get(value, PY_ROLE_VALUE)
                                                          : py_get(value, PY_ROLE_FUNCTION);
        bool method = value->kind == PY_CALL && py_is(of, PY_ATTRIBUTE);
        if (MUTANT(parts_unshown) || (value->kind == PY_CALL && !method)) {
            return false;
        }
        value = method ? py_get(of, PY_ROLE_OBJECT) : of;
    }
    return py_is(value, PY_NAME) && comes_of_request(passing, py_text(value), 3);
}

/* Whoever is handed the request, or what was read of it, may check it. */
static void on_passing(void *user, const struct py *node) {
    struct passing *passing = user;
    const struct py *named = node->kind == PY_CALL ? py_get(node, PY_ROLE_FUNCTION) : NULL;
    struct span name = py_last_name(named);
    if (!named || only_looks(name)) {
        return;
    }
    PY_EACH(parameter, py_get(passing->function, PY_ROLE_PARAMETERS)) {
        if (py_named(named, py_text(parameter))) {
            return; /* a decorator hands it on to the view */
        }
    }
    PY_EACH(argument, py_get(node, PY_ROLE_ARGUMENTS)) {
        const struct py *value =
            argument->kind == PY_KEYWORD ? py_get(argument, PY_ROLE_VALUE) : argument;
        passing->found |= py_named(value, SPAN("request")) || is_shown(passing, value);
    }
}

const struct py *judge_believes_presence(struct judging *j, const struct module *module,
                                         const struct py *function) {
    /* Without its own name, which may be any_token. */
    struct span source = py_source(&module->file, py_get(function, PY_ROLE_BODY));
    const struct py *found = credential_in(j, function, true);
    if (!found || checks(source) || compares(source)) {
        return NULL;
    }
    struct passing passing = {&module->file, function, false};
    py_walk(py_get(function, PY_ROLE_BODY), on_passing, &passing);
    return passing.found ? NULL : found;
}

/* A permission, not the action, is chosen by the method: get_permissions that names it, and not as
 * one that reads. */
static bool chosen_by_method(const struct written *at) {
    static const char *const reads[] = {"SAFE_METHODS", "\"GET\"", "'GET'"};
    struct span source = at->node && at->node->kind == PY_FUNCTION
                             ? py_source(&at->module->file, at->node)
                             : SPAN("");
    return span_find(source, SPAN("request.method")) != SIZE_MAX &&
           !span_says_one(source, reads, sizeof(reads) / sizeof(*reads));
}

bool endpoint_has_gap(struct judging *j, const struct endpoint *e) {
    bool plain = e->kind == VIEW_DJANGO && endpoint_writes(e) && e->function &&
                 module_is_own(e->function->function->module);
    if (!endpoint_is_open(e) || (e->kind != VIEW_DRF && !plain) || endpoint_is_public(e) ||
        !module_is_own(e->module)) {
        return false;
    }
    struct written at = endpoint_permission_place(j, e);
    VEC_EACH(const struct endpoint, other, &j->endpoints->all) {
        bool same = span_equal(other->route, e->route) && other->class == e->class;
        if (same && other->anonymous == ACCESS_REFUSED && other->decided &&
            (endpoint_writes(e) || chosen_by_method(&at))) {
            return true;
        }
    }
    return false;
}
