/* SPDX-License-Identifier: Apache-2.0 */
/* Putting into a grant what a login's answer gave. */
#include "base/clock.h"
#include "base/mutant.h"
#include "scan/credential/secret.h"
#include "scan/login/login_answer.h"
#include "scan/login/login_csrf_read.h"
#include "text/field.h"
#include "token/jws.h"

enum { LONGEST_COOKIE = 4096, TELLING_COOKIE = 16, MOST_COOKIES = 64, MOST_FIELDS = 100 };

static bool is_set(const struct field_cookie *cookie) {
    bool gone = (cookie->has_max_age && cookie->max_age <= 0) ||
                (cookie->has_expires && !cookie->has_max_age && cookie->expires < clock_unix());
    return cookie->value.len && cookie->value.len <= LONGEST_COOKIE &&
           (!gone || MUTANT(cookie_taken_back));
}

static struct named_secret *cookie_slot(struct arena *arena, struct grant *grant,
                                        struct span name) {
    VEC_EACH(struct named_secret, cookie, &grant->cookies) {
        if (span_equal(cookie->name, name)) {
            return cookie;
        }
    }
    struct named_secret *added = vec_add(arena, &grant->cookies);
    struct span copy = arena_dup(arena, name);
    if (added) {
        added->name = copy;
    }
    return copy.ptr ? added : NULL;
}

/* One cookie is the session, as people call it; others go by their own names. */
static bool names_session(const struct grant *grant) {
    VEC_EACH(const struct named_secret, cookie, &grant->cookies) {
        if (span_ends(cookie->secret.name, SPAN("_SESSION"))) {
            return true;
        }
    }
    return false;
}

/* A short value ("en", "1") is no secret until a scheme names its cookie. */
static enum err take_cookie(struct login *login, const struct field_cookie *cookie,
                            struct grant *grant) {
    struct arena *arena = login->wallet->arena;
    struct named_secret *held = cookie_slot(arena, grant, cookie->name);
    struct span value = arena_dup(arena, cookie->value);
    TRY_PTR(held);
    TRY_PTR(value.ptr);
    bool asked = contract_carries(login->contract, SCHEME_COOKIE, cookie->name);
    held->secret.value = value;
    if (!asked && value.len < TELLING_COOKIE) {
        return OK;
    }
    struct span kind = csrf_is_name(cookie->name)                              ? SPAN("CSRF")
                       : (asked || cookie->http_only) && !names_session(grant) ? SPAN("SESSION")
                                                                               : held->name;
    return secret_set(login->wallet->identities, grant->identity->name, &held->secret, kind, value);
}

enum err login_take_cookies(struct login *login, const struct response *response,
                            struct grant *grant) {
    struct field_cookie cookie;
    for (size_t n = 0; field_next_cookie(&response->fields, MOST_COOKIES, &n, &cookie);) {
        if (is_set(&cookie)) {
            TRY(take_cookie(login, &cookie, grant));
        }
    }
    return csrf_take(login->wallet->arena, login->contract, response, &grant->csrf);
}

static enum err take_tokens(struct login *login, const struct login_tokens *tokens,
                            struct grant *grant) {
    struct wallet *wallet = login->wallet;
    struct span access = arena_dup(wallet->arena, tokens->access);
    struct span refresh = arena_dup(wallet->arena, tokens->refresh);
    TRY_PTR(access.ptr);
    TRY_PTR(refresh.ptr);
    if (access.len) {
        TRY(secret_set(wallet->identities, grant->identity->name, &grant->access, SPAN("TOKEN"),
                       access));
        grant->access_name = tokens->access_name.len ? arena_dup(wallet->arena, tokens->access_name)
                                                     : tokens->access_name;
        grant->expires = tokens->expires;
        grant->scope = tokens->scope.len ? arena_dup(wallet->arena, tokens->scope) : tokens->scope;
    }
    if (refresh.len) {
        TRY(secret_set(wallet->identities, grant->identity->name, &grant->refresh, SPAN("REFRESH"),
                       refresh));
    }
    return OK;
}

/* The fields of the answer: one of them may be what a scheme asks for. */
static enum err take_fields(struct arena *arena, const struct response *response,
                            struct grant *grant) {
    struct fields first = response->fields;
    first.n = first.n < MOST_FIELDS ? first.n : MOST_FIELDS;
    grant->fields = (struct fields){0};
    return fields_keep(arena, &first, &grant->fields) ? OK : ERR_MEMORY;
}

/* A cookie that is no session's: a JWT, or one that says so. */
static enum err take_token_cookie(struct login *login, struct grant *grant) {
    VEC_EACH(const struct named_secret, cookie, &grant->cookies) {
        if (jws_looks_like(cookie->secret.value) ||
            span_equal_nocase(cookie->name, SPAN("access_token"))) {
            return secret_set(login->wallet->identities, grant->identity->name, &grant->access,
                              SPAN("TOKEN"), cookie->secret.value);
        }
    }
    return OK;
}

enum err login_take(struct login *login, const struct response *response, struct grant *grant) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct login_tokens tokens;
    const struct login_route *route = grant->route;
    TRY(login_read_tokens(&scratch, route->token_pointer, route->refresh_pointer, response,
                          client_clock_unix(login->client), &tokens));
    TRY(take_tokens(login, &tokens, grant));
    TRY(take_fields(login->wallet->arena, response, grant));
    TRY(login_take_cookies(login, response, grant));
    if (!grant->access.value.len && !route->token_pointer.len) {
        TRY(take_token_cookie(login, grant));
    }
    return login_csrf_read(login->wallet->arena, response, false, &grant->csrf);
}
