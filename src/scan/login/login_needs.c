/* SPDX-License-Identifier: Apache-2.0 */
/* Looking through the contract for what its operations ask for. */
#include "scan/login/login_way.h"

/* X-Auth-Token, X-Access-Token, X-JWT: a header for what a login gives. An API key is given by
 * hand, and a CSRF token is no credential. */
static bool carries_token(struct span name) {
    bool token = span_find_nocase(name, SPAN("token")) != SIZE_MAX ||
                 span_find_nocase(name, SPAN("jwt")) != SIZE_MAX ||
                 span_find_nocase(name, SPAN("auth")) != SIZE_MAX ||
                 span_find_nocase(name, SPAN("session")) != SIZE_MAX;
    return token && span_find_nocase(name, SPAN("key")) == SIZE_MAX &&
           span_find_nocase(name, SPAN("csrf")) == SIZE_MAX &&
           span_find_nocase(name, SPAN("xsrf")) == SIZE_MAX;
}

static enum err add_header(struct arena *arena, struct login_needs *needs, struct span name) {
    if (!carries_token(name)) {
        return OK;
    }
    needs->gifts |= GIFT_HEADER;
    for (size_t i = 0; i < needs->headers.n; i++) {
        if (span_equal_nocase(needs->headers.at[i], name)) {
            return OK;
        }
    }
    return vec_push(arena, &needs->headers, name) ? OK : ERR_MEMORY;
}

static enum err add_cookie(struct arena *arena, struct login_needs *needs, struct span name) {
    for (size_t i = 0; i < needs->cookies.n; i++) {
        if (span_equal(needs->cookies.at[i], name)) {
            return OK;
        }
    }
    return vec_push(arena, &needs->cookies, name) ? OK : ERR_MEMORY;
}

static enum err add_need(struct arena *arena, struct login_needs *needs,
                         const struct scheme *scheme) {
    for (size_t i = 0; i < needs->schemes.n; i++) {
        if (needs->schemes.at[i] == scheme) {
            return OK;
        }
    }
    if (!vec_push(arena, &needs->schemes, scheme)) {
        return ERR_MEMORY;
    }
    switch (scheme->kind) {
    case SCHEME_BEARER:
        needs->gifts |= GIFT_BEARER;
        break;
    case SCHEME_AUTHORIZATION:
        needs->gifts |= span_equal_nocase(scheme->prefix, SPAN("Token")) ? GIFT_TOKEN : GIFT_BEARER;
        break;
    case SCHEME_COOKIE:
        needs->gifts |= GIFT_SESSION;
        return add_cookie(arena, needs, scheme->parameter);
    case SCHEME_BASIC:
        needs->basic = true;
        break;
    case SCHEME_HEADER:
        return add_header(arena, needs, scheme->parameter);
    case SCHEME_UNKNOWN:
    case SCHEME_QUERY:
    case SCHEME_DIGEST:
    case SCHEME_MUTUAL_TLS:
        break;
    }
    return OK;
}

enum err login_find_needs(struct arena *arena, const struct contract *contract,
                          struct login_needs *out) {
    *out = (struct login_needs){0};
    bool silent = false;
    for (size_t i = 0; i < contract->operations.n; i++) {
        const struct security *security = &contract->operations.at[i].security;
        silent = silent || !security->declared;
        for (size_t k = 0; k < security->any.n; k++) {
            const struct requirement *requirement = &security->any.at[k];
            for (size_t m = 0; m < requirement->needs.n; m++) {
                if (requirement->needs.at[m].scheme) {
                    TRY(add_need(arena, out, requirement->needs.at[m].scheme));
                }
            }
        }
    }
    if (out->schemes.n == 0 && silent) { /* perhaps what is defined is meant */
        VEC_EACH(const struct scheme, scheme, &contract->schemes) {
            TRY(add_need(arena, out, scheme));
        }
    }
    return OK;
}
