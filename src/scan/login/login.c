/* SPDX-License-Identifier: Apache-2.0 */
/* Logging identities in, and again before their tokens expire. */
#include "scan/login/login.h"

#include "base/clock.h"
#include "scan/login/expiry.h"
#include "scan/login/login_try.h"
#include "text/uri.h"

enum { MOST_FAILURES = 4 }; /* of one identity: more would look like guessing, and lock it out */

/* One identity's logins. */
struct session {
    struct login *login;
    struct identity *identity;
    const struct login_needs *needs;
    const struct login_ways *ways;
    unsigned missing; /* enum login_gift */
    unsigned gained;
    struct span failure; /* the first one */
    unsigned failures;
    struct arena *arena;
};

static void tell(struct login *login, const struct identity *identity, enum diag_level level,
                 struct span what) {
    diag_add(login->diag, level, identity->place, "%.*s: %.*s", SPAN_ARG(identity->name),
             SPAN_ARG(what));
}

static enum err attempt(struct session *s, const struct login_way *way) {
    struct login_attempt a = {
        .login = s->login, .identity = s->identity, .needs = s->needs, .arena = s->arena};
    TRY(login_try(&a, way));
    s->gained |= a.gained;
    s->missing &= ~a.gained;
    if (a.failure.ptr) {
        s->failure = s->failure.ptr ? s->failure : a.failure;
        s->failures++;
    }
    return OK;
}

static enum err attempt_all(struct session *s) {
    if (s->login->identities->login.given) {
        struct login_way way;
        TRY(login_spec_way(s->arena, s->login, &way));
        TRY(attempt(s, &way));
        if (!s->gained) {
            return OK; /* what the file says is right, or it is to be mended */
        }
        s->missing &= ~(unsigned)(GIFT_BEARER | GIFT_HEADER);
    }
    for (size_t i = 0; i < s->ways->all.n && s->missing && s->failures < MOST_FAILURES; i++) {
        if (s->ways->all.at[i].gives & s->missing) {
            TRY(attempt(s, &s->ways->all.at[i]));
        }
    }
    return OK;
}

/* What came of it, in the identity and in words. */
static enum err settle(struct session *s, bool other_use) {
    struct identity *identity = s->identity;
    identity->from_login |= s->gained;
    if (s->gained) {
        identity->failed = false;
        if (s->missing && s->failure.ptr) {
            tell(s->login, identity, DIAG_WARNING, s->failure);
        }
        return OK;
    }
    if (!s->failure.ptr && other_use) {
        return OK; /* the password is for Basic, or other credentials serve */
    }
    struct span why = s->failure.ptr
                          ? s->failure
                          : SPAN("the contract has no operation to log in with; name it in the "
                                 "identities file, as login: {operation: POST /path, token: "
                                 "/pointer}");
    tell(s->login, identity, DIAG_ERROR, why);
    identity->failed = true;
    return ERR_LOGIN;
}

static bool has_other_use(const struct identity *identity, const struct login_needs *needs) {
    return needs->basic || identity->headers.n || identity->queries.n || identity->cookies.n ||
           identity->bearer.value.len || identity->token.value.len || identity->basic_user.len;
}

static enum err log_in(struct login *login, struct identity *identity,
                       const struct login_needs *needs, const struct login_ways *ways,
                       unsigned missing) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct session session = {.login = login,
                              .identity = identity,
                              .needs = needs,
                              .ways = ways,
                              .missing = missing,
                              .arena = &arena};
    TRY(attempt_all(&session));
    return settle(&session, has_other_use(identity, needs));
}

static bool holds_cookie(const struct identity *identity, const struct login_needs *needs) {
    for (size_t i = 0; i < identity->cookies.n; i++) {
        for (size_t k = 0; k < needs->cookies.n; k++) {
            if (span_equal(identity->cookies.at[i].name, needs->cookies.at[k])) {
                return true;
            }
        }
    }
    return identity->session.value.len != 0;
}

static bool holds_headers(const struct identity *identity, const struct login_needs *needs) {
    size_t held = 0;
    for (size_t k = 0; k < needs->headers.n; k++) {
        for (size_t i = 0; i < identity->headers.n; i++) {
            held += span_equal_nocase(identity->headers.at[i].name, needs->headers.at[k]);
        }
    }
    return held && held >= needs->headers.n;
}

/* What is worth a login. A login may leave traces at the target (a session, a row in a table), so
 * nobody logs in for what some identity of the file brings along already; bearer tokens, by which
 * identities are told apart, are fetched for each. */
static unsigned worth(const struct identities *identities, const struct identity *identity,
                      const struct login_needs *needs) {
    unsigned missing = needs->gifts;
    for (size_t i = 0; i < identities->all.n; i++) {
        const struct identity *other = &identities->all.at[i];
        if (other->token.value.len && !(other->from_login & GIFT_TOKEN)) {
            missing &= ~(unsigned)GIFT_TOKEN;
        }
        if (holds_cookie(other, needs) && !(other->from_login & GIFT_SESSION)) {
            missing &= ~(unsigned)GIFT_SESSION;
        }
    }
    missing &= holds_headers(identity, needs) ? ~(unsigned)GIFT_HEADER : ~0u;
    return identity->bearer.value.len ? missing & ~(unsigned)GIFT_BEARER : missing;
}

static bool can_log_in(const struct identity *identity) {
    return identity->username.len && identity->password.value.len;
}

static bool is_expired(const struct identity *identity) {
    return login_expires_within(identity, clock_unix(), 0);
}

static enum err start_one(struct login *login, struct identity *identity,
                          const struct login_needs *needs, const struct login_ways *ways) {
    expiry_of_file(identity, needs);
    if (is_expired(identity)) {
        return login_renew(login, identity);
    }
    unsigned missing = worth(login->identities, identity, needs);
    bool declared = login->identities->login.given && !identity->bearer.value.len;
    if (!can_log_in(identity) || (!missing && !declared)) {
        return OK;
    }
    return log_in(login, identity, needs, ways, missing);
}

enum err login_all(struct login *login) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct login_needs needs;
    struct login_ways ways;
    TRY(login_find_needs(&arena, login->contract, &needs));
    TRY(login_find_ways(&arena, login, &needs, &ways));
    enum err result = OK;
    for (size_t i = 0; i < login->identities->all.n; i++) {
        enum err one = start_one(login, &login->identities->all.at[i], &needs, &ways);
        if (one != OK && one != ERR_LOGIN) {
            return one;
        }
        result = one == OK ? result : one;
    }
    return result;
}

/* Renews by refresh token. *gained: enum login_gift. */
static enum err refresh(struct login *login, struct identity *identity,
                        const struct login_needs *needs, struct span *failure, struct arena *arena,
                        unsigned *gained) {
    struct login_way way = {.method = SPAN("POST"),
                            .kind = identity->refresh_form ? LOGIN_GRANT : LOGIN_JSON,
                            .url = identity->refresh_url,
                            .path = uri_path(identity->refresh_url),
                            .password_field = identity->refresh_field};
    *gained = 0;
    if (!identity->refresh.value.len ||
        (!identity->refresh_url.len && !login_find_refresh(arena, login, &way))) {
        return OK;
    }
    struct login_attempt a = {.login = login, .identity = identity, .needs = needs, .arena = arena};
    TRY(login_try_refresh(&a, &way));
    *gained = a.gained;
    *failure = a.failure;
    return OK;
}

static enum err cannot_renew(struct login *login, struct identity *identity, struct span failure) {
    char when[CLOCK_ISO_SIZE];
    identity->failed = true;
    if (failure.ptr) {
        tell(login, identity, DIAG_ERROR, failure);
        return ERR_LOGIN;
    }
    diag_add(login->diag, DIAG_ERROR, identity->place,
             "%.*s: the token %s%s and there is nothing to renew it with", SPAN_ARG(identity->name),
             is_expired(identity) ? "expired at " : "no longer works",
             is_expired(identity) ? clock_iso(identity->expires, when) : "");
    return ERR_LOGIN;
}

/* What no longer works of an identity that brought its own; a login may replace it. */
static unsigned give_up(struct identity *identity, const struct login_needs *needs) {
    unsigned lost = GIFT_BEARER;
    lost |= holds_headers(identity, needs) ? GIFT_HEADER : 0u;
    lost |= holds_cookie(identity, needs) ? GIFT_SESSION : 0u;
    VEC_EACH(struct named_secret, header, &identity->headers) {
        header->from_login = true;
    }
    VEC_EACH(struct named_secret, cookie, &identity->cookies) {
        cookie->from_login = true;
    }
    return lost;
}

enum err login_renew(struct login *login, struct identity *identity) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct login_needs needs;
    struct login_ways ways;
    struct span failure = {NULL, 0};
    unsigned gained;
    TRY(login_find_needs(&arena, login->contract, &needs));
    unsigned lost = identity->from_login ? identity->from_login : GIFT_BEARER;
    TRY(refresh(login, identity, &needs, &failure, &arena, &gained));
    if (gained && (lost & ~gained) == 0) {
        identity->failed = false;
        return OK;
    }
    if (!can_log_in(identity)) {
        return cannot_renew(login, identity, failure);
    }
    if (!identity->from_login) {
        lost = give_up(identity, &needs);
    }
    TRY(login_find_ways(&arena, login, &needs, &ways));
    identity->session_cookie = (struct span){NULL, 0};
    return log_in(login, identity, &needs, &ways, lost);
}

bool login_expires_within(const struct identity *identity, int64_t now, int64_t seconds) {
    return identity->expires != 0 && identity->expires - now <= seconds;
}

bool login_is_operation(const struct login *login, const struct operation *operation) {
    const struct login_spec *spec = &login->identities->login;
    if (spec->given && span_equal_nocase(spec->method, operation->method) &&
        span_equal(spec->path, operation->path)) {
        return true;
    }
    return login_score(login->contract, operation) > 0 ||
           login_is_refresh(login->contract, operation);
}
