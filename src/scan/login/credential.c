/* SPDX-License-Identifier: Apache-2.0 */
/* Putting an identity's credentials on a request, where the contract's schemes ask for them. */
#include "scan/login/credential.h"

#include "scan/build/build.h"
#include "scan/login/credential_place.h"
#include "text/base64.h"
#include "text/uri.h"

static struct span named(const struct named_secret *all, size_t n, struct span name, bool nocase) {
    for (size_t i = 0; i < n; i++) {
        bool same = nocase ? span_equal_nocase(all[i].name, name) : span_equal(all[i].name, name);
        if (same) {
            return all[i].secret.value;
        }
    }
    return (struct span){NULL, 0};
}

/* A whole Authorization field from the identity's header map, when it begins with the prefix. */
static struct span own_authorization(const struct identity *identity, struct span prefix) {
    struct span whole =
        named(identity->headers.at, identity->headers.n, SPAN("Authorization"), true);
    bool fits = span_starts_nocase(whole, prefix) &&
                (prefix.len == 0 || (whole.len > prefix.len && whole.ptr[prefix.len] == ' '));
    return fits ? whole : (struct span){NULL, 0};
}

/* What follows the prefix in the Authorization field, for an identity that has no such field of its
 * own. DRF's "Token" and a bearer token are kept apart: each is refused where the other belongs. */
static struct span after_prefix(const struct identity *identity, const struct scheme *scheme) {
    struct span prefix = credential_prefix(scheme);
    if (span_equal_nocase(prefix, SPAN("Token"))) {
        return identity->token.value;
    }
    bool raw = scheme->kind == SCHEME_AUTHORIZATION && prefix.len == 0;
    struct span first = raw ? identity->token.value : identity->bearer.value;
    struct span second = raw ? identity->bearer.value : identity->token.value;
    if (first.len || scheme->kind != SCHEME_AUTHORIZATION) {
        return first;
    }
    return second;
}

static struct span cookie_value(const struct identity *identity, struct span name) {
    struct span given = named(identity->cookies.at, identity->cookies.n, name, false);
    if (given.len == 0 && identity->session_cookie.len &&
        span_equal(identity->session_cookie, name)) {
        return identity->session.value;
    }
    return given;
}

static struct span basic_user(const struct identity *identity) {
    return identity->basic_user.len ? identity->basic_user : identity->username;
}

static struct span basic_password(const struct identity *identity) {
    return identity->basic_user.len ? identity->basic_password.value : identity->password.value;
}

bool credential_held(const struct identity *identity, const struct scheme *scheme) {
    if (!identity || !scheme) {
        return false;
    }
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
        return own_authorization(identity, credential_prefix(scheme)).len ||
               after_prefix(identity, scheme).len;
    case SCHEME_BASIC:
        return own_authorization(identity, SPAN("Basic")).len ||
               (basic_user(identity).len && basic_password(identity).ptr);
    case SCHEME_DIGEST:
        return own_authorization(identity, credential_prefix(scheme)).len != 0;
    case SCHEME_HEADER:
        return named(identity->headers.at, identity->headers.n, scheme->parameter, true).len != 0;
    case SCHEME_QUERY:
        return named(identity->queries.at, identity->queries.n, scheme->parameter, false).len != 0;
    case SCHEME_COOKIE:
        return cookie_value(identity, scheme->parameter).len != 0;
    case SCHEME_UNKNOWN:
    case SCHEME_MUTUAL_TLS:
        return false;
    }
    return false;
}

const struct requirement *credential_choose(const struct identity *identity,
                                            const struct security *security) {
    for (size_t i = 0; i < security->any.n; i++) {
        const struct requirement *requirement = &security->any.at[i];
        size_t held = 0;
        while (held < requirement->needs.n &&
               credential_held(identity, requirement->needs.at[held].scheme)) {
            held++;
        }
        if (held && held == requirement->needs.n) {
            return requirement;
        }
    }
    return NULL;
}

static enum err apply_authorization(struct arena *arena, const struct identity *identity,
                                    const struct scheme *scheme, struct request *request) {
    struct span whole = own_authorization(identity, credential_prefix(scheme));
    if (whole.len) {
        return credential_field(arena, request, SPAN("Authorization"), whole);
    }
    return credential_put(arena, scheme, after_prefix(identity, scheme), request);
}

static enum err apply_basic(struct arena *arena, const struct identity *identity,
                            const struct scheme *scheme, struct request *request) {
    struct span whole = own_authorization(identity, SPAN("Basic"));
    if (whole.len) {
        return credential_field(arena, request, SPAN("Authorization"), whole);
    }
    struct span value = credential_basic(arena, basic_user(identity), basic_password(identity));
    TRY_PTR(value.ptr);
    return credential_put(arena, scheme, value, request);
}

/* What Django takes for a CSRF token: 64 letters and digits, of which it only asks that cookie and
 * header hold the same ("double submit"). So a session that came without one can write all the
 * same.
 */
#define ANY_CSRF_TOKEN "posternMadeUpCsrfTokenposternMadeUpCsrfTokenposternMadeUpCsrfTok"

/* Whenever a session writes, the CSRF token goes along, in its cookie and in its header. */
static enum err apply_csrf(struct arena *arena, const struct identity *identity,
                           struct request *request) {
    struct span cookie = identity->csrf_cookie.len ? identity->csrf_cookie : SPAN("csrftoken");
    struct span header = identity->csrf_header.len ? identity->csrf_header : SPAN("X-CSRFToken");
    struct span value = identity->csrf.value;
    if (build_is_read(request->method)) {
        return OK;
    }
    if (!value.len) {
        value = named(identity->cookies.at, identity->cookies.n, cookie, false);
    }
    value = value.len ? value : SPAN(ANY_CSRF_TOKEN);
    TRY(credential_cookie(arena, request, cookie, value));
    if (span_starts_nocase(request->url, SPAN("https:"))) { /* Django asks for it there */
        TRY(credential_field(arena, request, SPAN("Referer"), request->url));
    }
    return credential_field(arena, request, header, value);
}

enum err credential_apply_scheme(struct arena *arena, const struct identity *identity,
                                 const struct scheme *scheme, struct request *request) {
    if (!credential_held(identity, scheme)) {
        return ERR_MISSING;
    }
    switch (scheme->kind) {
    case SCHEME_BEARER:
    case SCHEME_AUTHORIZATION:
    case SCHEME_DIGEST:
        return apply_authorization(arena, identity, scheme, request);
    case SCHEME_BASIC:
        return apply_basic(arena, identity, scheme, request);
    case SCHEME_HEADER:
        return credential_put(
            arena, scheme,
            named(identity->headers.at, identity->headers.n, scheme->parameter, true), request);
    case SCHEME_QUERY:
        return credential_put(
            arena, scheme,
            named(identity->queries.at, identity->queries.n, scheme->parameter, false), request);
    case SCHEME_COOKIE:
        TRY(credential_put(arena, scheme, cookie_value(identity, scheme->parameter), request));
        return apply_csrf(arena, identity, request);
    case SCHEME_UNKNOWN:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return ERR_MISSING;
}

enum err credential_apply(struct arena *arena, const struct identity *identity,
                          const struct requirement *requirement, struct request *request) {
    for (size_t i = 0; i < requirement->needs.n; i++) {
        TRY(credential_apply_scheme(arena, identity, requirement->needs.at[i].scheme, request));
    }
    return OK;
}

enum err credential_garbage(struct arena *arena, const struct requirement *requirement,
                            struct request *request) {
    for (size_t i = 0; i < requirement->needs.n; i++) {
        const struct scheme *scheme = requirement->needs.at[i].scheme;
        if (scheme) {
            struct span value = credential_worthless(arena, scheme);
            TRY_PTR(value.ptr);
            TRY(credential_put(arena, scheme, value, request));
        }
    }
    return OK;
}
