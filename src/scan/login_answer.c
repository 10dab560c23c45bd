/* SPDX-License-Identifier: Apache-2.0 */
/* Reading tokens and cookies off an answer. */
#include "scan/login_answer.h"

#include "base/clock.h"
#include "scan/login_fields.h"
#include "scan/secret.h"
#include "text/field.h"
#include "text/json.h"
#include "token/jws.h"

enum { ANSWER_DEPTH = 32, LONGEST_COOKIE = 4096 };

/* The cookies that carry a CSRF token, and the header in which frameworks want it back. */
static const struct {
    struct span cookie, header;
} csrf_pairs[] = {
    {SPAN_INIT("csrftoken"), SPAN_INIT("X-CSRFToken")},
    {SPAN_INIT("XSRF-TOKEN"), SPAN_INIT("X-XSRF-TOKEN")},
    {SPAN_INIT("csrf_token"), SPAN_INIT("X-CSRF-Token")},
    {SPAN_INIT("_csrf"), SPAN_INIT("X-CSRF-Token")},
};

static void read_json(const struct node *root, const struct login_way *way, int64_t now,
                      struct login_tokens *out) {
    const struct node *access =
        way->token_pointer.len ? node_at(root, way->token_pointer) : login_fields_token(root);
    const struct node *refresh = way->refresh_pointer.len ? node_at(root, way->refresh_pointer)
                                                          : login_fields_refresh_token(root);
    int64_t seconds;
    out->access = node_text(access);
    out->refresh = node_text(refresh);
    if (!out->access.len && jws_looks_like(node_text(root))) {
        out->access = node_text(root);
    }
    if (node_i64(node_get(root, SPAN("expires_in")), &seconds) && seconds > 0 &&
        seconds < INT32_MAX) {
        out->expires = now + seconds;
    }
}

enum err login_read_tokens(struct arena *arena, const struct login_way *way,
                           const struct response *response, int64_t now, struct login_tokens *out) {
    const struct json_options options = {.depth = ANSWER_DEPTH};
    const struct node *root = NULL;
    *out = (struct login_tokens){0};
    enum err read = json_parse(arena, response->body, &options, &root, NULL);
    if (read == ERR_MEMORY) {
        return read;
    }
    struct span field = fields_get(&response->fields, SPAN("Authorization"));
    if (read == OK) {
        read_json(root, way, now, out);
    } else if (jws_looks_like(span_trim(response->body))) {
        out->access = span_trim(response->body);
    }
    if (!out->access.len && !way->token_pointer.len && span_starts_nocase(field, SPAN("Bearer "))) {
        out->access = span_trim(span_from_index(field, 7));
    }
    int64_t expiry = secret_expiry(out->access);
    out->expires = expiry ? expiry : out->expires;
    return OK;
}

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
    identity->expires = tokens->expires;
    identity->bearer_from_login = true;
    *gained |= GIFT_BEARER;
    if (refresh.len) {
        TRY(secret_set(identities, identity, &identity->refresh, "REFRESH", refresh));
    }
    return OK;
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
                            const struct field_cookie *cookie) {
    struct identities *identities = login->identities;
    struct span value = arena_dup(identities->arena, cookie->value);
    struct span name = arena_dup(identities->arena, cookie->name);
    TRY_PTR(value.ptr);
    TRY_PTR(name.ptr);
    if (!identity->session_cookie.len || span_equal(identity->session_cookie, name)) {
        identity->session_cookie = name;
        return secret_set(identities, identity, &identity->session, "SESSION", value);
    }
    for (size_t i = 0; i < identity->cookies.n; i++) {
        if (span_equal(identity->cookies.at[i].name, name)) {
            identity->cookies.at[i].secret.value = value;
            return OK;
        }
    }
    struct named_secret *added = vec_add(identities->arena, &identity->cookies);
    TRY_PTR(added);
    added->name = name;
    added->secret.name = secret_name(identities->arena, identity->name, name);
    added->secret.value = value;
    return added->secret.name.ptr ? OK : ERR_MEMORY;
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
    bool wanted = (needs->gifts & (GIFT_BEARER | GIFT_TOKEN)) != 0 || way->token_pointer.len;
    if (tokens.access.len && wanted) {
        TRY(take_tokens(login, identity, needs, &tokens, gained));
    }
    struct field_cookie cookie;
    for (size_t n = 0; next_cookie(response, &n, &cookie);) {
        for (size_t i = 0; i < needs->cookies.n; i++) {
            if (span_equal(cookie.name, needs->cookies.at[i])) {
                TRY(take_cookie(login, identity, &cookie));
                *gained |= GIFT_SESSION;
            }
        }
    }
    return *gained & GIFT_SESSION ? login_take_csrf(login, identity, response) : OK;
}
