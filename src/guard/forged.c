/* SPDX-License-Identifier: Apache-2.0 */
/* Finding headers of identity, of routing and of method among those from outside. */
#include "guard/forged.h"

#include "base/mutant.h"

static const struct span NAMES[] = {
    /* What WSGI servers route by (PEP 3333), and gunicorn takes from headers. */
    SPAN_INIT("Script-Name"),
    SPAN_INIT("Path-Info"),
    /* Another path or method than the one that is judged. */
    SPAN_INIT("X-Original-URL"),
    SPAN_INIT("X-Rewrite-URL"),
    SPAN_INIT("X-HTTP-Method-Override"),
    SPAN_INIT("X-HTTP-Method"),
    SPAN_INIT("X-Method-Override"),
    /* What only the guard says. */
    SPAN_INIT("X-Postern-Assertion"),
    SPAN_INIT("X-Postern-Status"),
    /* Who it is, as proxies and Django's RemoteUserMiddleware have it. */
    SPAN_INIT("Remote-User"),
    SPAN_INIT("X-Remote-User"),
    SPAN_INIT("X-Forwarded-User"),
    SPAN_INIT("X-Forwarded-Email"),
    SPAN_INIT("X-Forwarded-Groups"),
    SPAN_INIT("X-Forwarded-Preferred-Username"),
    SPAN_INIT("X-Auth-Request-User"),
    SPAN_INIT("X-Auth-Request-Email"),
    SPAN_INIT("X-Auth-User"),
    SPAN_INIT("X-Authenticated-User"),
    SPAN_INIT("X-WebAuth-User"),
};

enum { NAMES_N = sizeof(NAMES) / sizeof(*NAMES) };

/* In lower case, with a dash for an underscore. */
static char plain(char c) {
    return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool forged_same(struct span a, struct span b) {
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++) {
        same = plain(a.ptr[i]) == plain(b.ptr[i]);
    }
    return same;
}

static bool is_forged(const struct policy *policy, struct span name) {
    for (size_t i = 0; i < NAMES_N; i++) {
        if (MUTANT(dashes_alone) ? span_equal_nocase(name, NAMES[i])
                                 : forged_same(name, NAMES[i])) {
            return true;
        }
    }
    VEC_EACH(const struct config_identity, identity, &policy->config->identity) {
        if (forged_same(name, identity->header) && !MUTANT(identity_from_outside)) {
            return true;
        }
    }
    return false;
}

bool forged_find(const struct policy *policy, const struct fields *fields, struct span *name) {
    VEC_EACH(const struct field, field, fields) {
        if (is_forged(policy, field->name)) {
            *name = field->name;
            return true;
        }
    }
    return false;
}
