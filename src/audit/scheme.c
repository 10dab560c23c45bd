/* SPDX-License-Identifier: Apache-2.0 */
/* Schemes of authenticators: of packages by their classes, of the project's own by their code. */
#include "audit/scheme.h"

#include "django/class.h"

static const struct {
    struct span full, scheme;
} known[] = {
    {SPAN_INIT("rest_framework.authentication.BasicAuthentication"), SPAN_INIT("basic")},
    {SPAN_INIT("rest_framework.authentication.SessionAuthentication"),
     SPAN_INIT("cookie sessionid")},
    {SPAN_INIT("rest_framework_simplejwt.authentication.JWTAuthentication"), SPAN_INIT("bearer")},
    {SPAN_INIT("knox.auth.TokenAuthentication"), SPAN_INIT("prefix Token")},
    {SPAN_INIT("oauth2_provider.contrib.rest_framework.authentication.OAuth2Authentication"),
     SPAN_INIT("bearer")},
    {SPAN_INIT("ninja.security.http.HttpBearer"), SPAN_INIT("bearer")},
    {SPAN_INIT("ninja.security.http.HttpBasicAuth"), SPAN_INIT("basic")},
    {SPAN_INIT("ninja.security.session.SessionAuth"), SPAN_INIT("cookie sessionid")},
    {SPAN_INIT("ninja.security.session.SessionAuthSuperUser"), SPAN_INIT("cookie sessionid")},
    {SPAN_INIT("ninja.security.session.SessionAuthIsStaff"), SPAN_INIT("cookie sessionid")},
};

static const struct {
    struct span full;
    const char *place;
} named[] = {
    {SPAN_INIT("ninja.security.apikey.APIKeyQuery"), "query"},
    {SPAN_INIT("ninja.security.apikey.APIKeyHeader"), "header"},
    {SPAN_INIT("ninja.security.apikey.APIKeyCookie"), "cookie"},
};

static bool descends(struct interp *in, struct class *class, struct span full) {
    return class_is(in, class, full) == TRUTH_YES;
}

static struct span text_of(struct interp *in, struct class *class, const char *name) {
    const struct value *value = class_get(in, class, span_from(name), NULL, NULL);
    return value_is(value, VALUE_TEXT) ? value->text : SPAN("");
}

static struct span prefixed(struct interp *in, struct span word) {
    return span_equal_nocase(word, SPAN("Bearer")) || !word.len
               ? SPAN("bearer")
               : arena_printf(in->lasting, "prefix %.*s", SPAN_ARG(word));
}

/* What is read at the request: the first text that says a header, a parameter, a cookie. */
struct reading {
    struct interp *in;
    struct span scheme;
};

/* "HTTP_X_API_KEY" as "X-Api-Key". */
static struct span header_name(struct interp *in, struct span name) {
    if (!span_starts(name, SPAN("HTTP_"))) {
        return name;
    }
    struct span made = arena_dup(in->lasting, span_from_index(name, 5));
    bool start = true;
    for (size_t i = 0; i < made.len; i++) {
        char *c = (char *)made.ptr + i;
        bool letter = *c >= 'A' && *c <= 'Z';
        *c = (char)(*c == '_' ? '-' : letter && !start ? *c | 0x20 : *c);
        start = *c == '-';
    }
    return made;
}

static bool ends_with(const struct py *of, const char *name) {
    return py_is(of, PY_ATTRIBUTE) &&
           span_equal(py_text(py_get(of, PY_ROLE_ATTRIBUTE)), span_from(name));
}

static void on_node(void *user, const struct py *node) {
    struct reading *reading = user;
    struct py_lookup lookup = py_lookup(node);
    const struct py *of = lookup.of;
    if (node->kind == PY_CALL) {
        of = ends_with(of, "get") ? py_get(of, PY_ROLE_OBJECT) : NULL;
    }
    if (!of || !py_is(lookup.key, PY_STRING) || reading->scheme.len) {
        return;
    }
    struct span text = py_text(lookup.key);
    bool headers = ends_with(of, "headers") || ends_with(of, "META");
    if (headers && (span_equal_nocase(text, SPAN("Authorization")) ||
                    span_equal(text, SPAN("HTTP_AUTHORIZATION")))) {
        reading->scheme = SPAN("bearer");
    } else if (headers) {
        reading->scheme = arena_printf(reading->in->lasting, "header %.*s",
                                       SPAN_ARG(header_name(reading->in, text)));
    } else if (ends_with(of, "GET") || ends_with(of, "query_params")) {
        reading->scheme = arena_printf(reading->in->lasting, "query %.*s", SPAN_ARG(text));
    } else if (ends_with(of, "COOKIES")) {
        reading->scheme = arena_printf(reading->in->lasting, "cookie %.*s", SPAN_ARG(text));
    }
}

/* Of the project's own: by its keyword, by what it reads of the request. */
static struct span by_code(struct interp *in, struct class *class) {
    struct reading reading = {in, SPAN("")};
    for (size_t i = 0; i < class->mro.n && !reading.scheme.len; i++) {
        struct class *each = class->mro.at[i];
        if (!module_is_own(each->module) || !each->node) {
            continue;
        }
        struct span source = py_source(&each->module->file, each->node);
        py_walk(each->node, on_node, &reading);
        bool helper = span_find(source, SPAN("get_authorization_header")) != SIZE_MAX;
        reading.scheme = !reading.scheme.len && helper ? SPAN("bearer") : reading.scheme;
        bool basic = span_find(source, SPAN("Basic ")) != SIZE_MAX ||
                     span_find(source, SPAN("basic")) != SIZE_MAX;
        if (basic && span_equal(reading.scheme, SPAN("bearer"))) {
            return SPAN("basic");
        }
    }
    struct span keyword = text_of(in, class, "keyword");
    return span_equal(reading.scheme, SPAN("bearer")) && keyword.len ? prefixed(in, keyword)
                                                                     : reading.scheme;
}

struct span scheme_of(struct interp *in, const struct in_effect *authenticator) {
    struct class *class = authenticator->class;
    if (!class) {
        return SPAN("");
    }
    struct class *holder = NULL;
    (void)class_get(in, class, SPAN("authenticate"), &holder, NULL);
    for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
        struct span parameter = text_of(in, class, "param_name");
        if (descends(in, class, named[i].full) && parameter.len && module_is_own(class->module)) {
            return arena_printf(in->lasting, "%s %.*s", named[i].place, SPAN_ARG(parameter));
        }
    }
    bool inherited = holder && !module_is_own(holder->module);
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        bool ninja = span_starts(known[i].full, SPAN("ninja."));
        if ((inherited || ninja) && descends(in, class, known[i].full)) {
            return known[i].scheme;
        }
    }
    if (inherited &&
        descends(in, class, SPAN("rest_framework.authentication.TokenAuthentication"))) {
        return prefixed(in, text_of(in, class, "keyword"));
    }
    return module_is_own(class->module) ? by_code(in, class) : SPAN("");
}
