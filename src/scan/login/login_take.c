/* SPDX-License-Identifier: Apache-2.0 */
/* Putting on an identity what a login gave: tokens, headers and cookies, by what the contract asks.
 */
#include "base/clock.h"
#include "scan/credential/secret.h"
#include "scan/login/expiry.h"
#include "scan/login/login_answer.h"
#include "text/field.h"
#include "token/jws.h"

enum { LONGEST_COOKIE = 4096 };

/* The cookies that carry a CSRF token, and the header in which frameworks want it back. */
static const struct {
    struct span cookie, header;
} csrf_pairs[] = {
    {SPAN_INIT("csrftoken"), SPAN_INIT("X-CSRFToken")},
    {SPAN_INIT("XSRF-TOKEN"), SPAN_INIT("X-XSRF-TOKEN")},
    {SPAN_INIT("csrf_token"), SPAN_INIT("X-CSRF-Token")},
    {SPAN_INIT("_csrf"), SPAN_INIT("X-CSRF-Token")},
};

/* A bearer token or DRF's: by what the contract needs, and by its form when it needs both. */
static unsigned place_of_token(const struct login_needs *needs, struct span token) {
    bool both = (needs->gifts & GIFT_BEARER) && (needs->gifts & GIFT_TOKEN);
    if (both) {
        return jws_looks_like(token) ? GIFT_BEARER : GIFT_TOKEN;
    }
    return needs->gifts & GIFT_TOKEN ? GIFT_TOKEN : GIFT_BEARER;
}

static enum err take_tokens(const struct login *login, struct identity *identity,
                            const struct login_needs *needs, const struct login_tokens *tokens,
                            unsigned *gained) {
    struct identities *identities = login->identities;
    struct span access = arena_dup(identities->arena, tokens->access);
    struct span refresh = arena_dup(identities->arena, tokens->refresh);
    TRY_PTR(access.ptr);
    TRY_PTR(refresh.ptr);
    if (place_of_token(needs, access) == GIFT_TOKEN) {
        TRY(secret_set(identities, identity, &identity->token, "TOKEN", access));
        *gained |= GIFT_TOKEN;
        return OK;
    }
    TRY(secret_set(identities, identity, &identity->bearer, "TOKEN", access));
    identity->bearer_expires = tokens->expires;
    identity->bearer_from_login = true;
    *gained |= GIFT_BEARER;
    if (refresh.len) {
        TRY(secret_set(identities, identity, &identity->refresh, "REFRESH", refresh));
    }
    return OK;
}

static struct named_secret *find_named(struct named_secret *all, size_t n, struct span name,
                                       bool nocase) {
    for (size_t i = 0; i < n; i++) {
        if (nocase ? span_equal_nocase(all[i].name, name) : span_equal(all[i].name, name)) {
            return &all[i];
        }
    }
    return NULL;
}

/* What the user gave stays, unless it has ended. */
static bool stays(const struct named_secret *held) {
    int64_t expiry = held && !held->from_login ? secret_expiry(held->secret.value) : 1;
    return held && !held->from_login && (expiry == 0 || expiry > clock_unix());
}

static enum err replace_named(const struct login *login, struct identity *identity,
                              struct named_secret *held, struct span value) {
    held->from_login = true;
    return secret_set(login->identities, identity, &held->secret, "TOKEN", value);
}

/* The header that a scheme asks for: what the answer has in a field of that name, else the token.
 * Reports show it by the name of the token that it is. */
static enum err take_header(const struct login *login, struct identity *identity, struct span name,
                            const struct response *response, struct span token, unsigned *gained) {
    struct arena *arena = login->identities->arena;
    struct span field = span_trim(fields_get(&response->fields, name));
    struct span value = arena_dup(arena, field.len ? field : token);
    struct named_secret *held = find_named(identity->headers.at, identity->headers.n, name, true);
    TRY_PTR(value.ptr);
    if (value.len == 0 || value.len > LONGEST_COOKIE || stays(held)) {
        return OK;
    }
    if (!held) {
        held = vec_add(arena, &identity->headers);
        TRY_PTR(held);
        held->name = arena_dup(arena, name);
        held->secret.name = secret_name(arena, identity->name, name);
        TRY_PTR(held->name.ptr);
        TRY_PTR(held->secret.name.ptr);
    }
    *gained |= GIFT_HEADER;
    return replace_named(login, identity, held, value);
}

static bool is_set(const struct field_cookie *cookie) {
    bool gone = (cookie->has_max_age && cookie->max_age <= 0) ||
                (cookie->has_expires && !cookie->has_max_age && cookie->expires < clock_unix());
    return cookie->value.len && cookie->value.len <= LONGEST_COOKIE && !gone;
}

static bool next_cookie(const struct response *response, size_t *n, struct field_cookie *out) {
    for (;;) {
        struct span field = fields_get_nth(&response->fields, SPAN("Set-Cookie"), (*n)++);
        if (!field.ptr) {
            return false;
        }
        if (field_cookie(field, out) && is_set(out)) {
            return true;
        }
    }
}

static enum err take_cookie(const struct login *login, struct identity *identity,
                            const struct field_cookie *cookie, unsigned *gained) {
    struct identities *identities = login->identities;
    struct named_secret *held =
        find_named(identity->cookies.at, identity->cookies.n, cookie->name, false);
    struct span value = arena_dup(identities->arena, cookie->value);
    struct span name = arena_dup(identities->arena, cookie->name);
    TRY_PTR(value.ptr);
    TRY_PTR(name.ptr);
    if (stays(held)) {
        return OK;
    }
    *gained |= GIFT_SESSION;
    if (held) {
        return replace_named(login, identity, held, value);
    }
    if (!identity->session_cookie.len || span_equal(identity->session_cookie, name)) {
        identity->session_cookie = name;
        return secret_set(identities, identity, &identity->session, "SESSION", value);
    }
    held = vec_add(identities->arena, &identity->cookies);
    TRY_PTR(held);
    held->name = name;
    held->secret.name = secret_name(identities->arena, identity->name, name);
    TRY_PTR(held->secret.name.ptr);
    return replace_named(login, identity, held, value);
}

enum err login_take_csrf(const struct login *login, struct identity *identity,
                         const struct response *response) {
    struct field_cookie cookie;
    for (size_t n = 0; next_cookie(response, &n, &cookie);) {
        for (size_t i = 0; i < sizeof(csrf_pairs) / sizeof(csrf_pairs[0]); i++) {
            if (span_equal(cookie.name, csrf_pairs[i].cookie)) {
                struct span value = arena_dup(login->identities->arena, cookie.value);
                TRY_PTR(value.ptr);
                identity->csrf_cookie = csrf_pairs[i].cookie;
                identity->csrf_header = csrf_pairs[i].header;
                TRY(secret_set(login->identities, identity, &identity->csrf, "CSRF", value));
            }
        }
    }
    return OK;
}

enum err login_take(const struct login *login, struct identity *identity,
                    const struct login_way *way, const struct login_needs *needs,
                    const struct response *response, unsigned *gained) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct login_tokens tokens;
    TRY(login_read_tokens(&scratch, way, response, clock_unix(), &tokens));
    bool wanted = (needs->gifts & ~(unsigned)GIFT_SESSION) != 0 || way->token_pointer.len;
    if (tokens.access.len && wanted) {
        TRY(take_tokens(login, identity, needs, &tokens, gained));
    }
    VEC_EACH(const struct span, name, &needs->headers) {
        TRY(take_header(login, identity, *name, response, tokens.access, gained));
    }
    struct field_cookie cookie;
    for (size_t n = 0; next_cookie(response, &n, &cookie);) {
        for (size_t i = 0; i < needs->cookies.n; i++) {
            if (span_equal(cookie.name, needs->cookies.at[i])) {
                TRY(take_cookie(login, identity, &cookie, gained));
            }
        }
    }
    expiry_of_login(identity);
    return *gained & GIFT_SESSION ? login_take_csrf(login, identity, response) : OK;
}
