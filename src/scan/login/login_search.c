/* SPDX-License-Identifier: Apache-2.0 */
/* Trying the routes to one credential in order, until one gives it. */
#include "scan/login/login_search.h"

#include "base/mutant.h"
#include "scan/credential/wallet_bind.h"
#include "scan/login/login_find.h"
#include "scan/login/login_memory.h"
#include "scan/login/login_need.h"
#include "scan/login/login_prove.h"
#include "scan/login/login_try.h"
#include "token/jws.h"

/* Answers to one identity that say no: more would look like guessing, and lock it out. */
enum { MOST_WRONG = 4 };

static unsigned *wrong_of(struct login *login, const struct identity *identity) {
    return &login->wrong.at[identity - login->wallet->identities->all.at];
}

static struct grant *grant_of(const struct login *login, const struct identity *identity,
                              const struct login_route *route) {
    VEC_EACH(struct grant *, grant, &login->wallet->grants) {
        if ((*grant)->identity == identity && (*grant)->route == route) {
            return *grant;
        }
    }
    return NULL;
}

static enum err remember_failure(struct login_search *s, struct span answer) {
    if (answer.len && !s->failure.len) {
        s->failure = arena_dup(s->arena, answer);
        TRY_PTR(s->failure.ptr);
    }
    return OK;
}

static enum err name_origin(struct login *login, struct grant *grant) {
    const struct login_route *route = grant->route;
    grant->origin = route->kind == LOGIN_COMMAND
                        ? route->path
                        : arena_printf(login->wallet->arena, "%.*s %.*s", SPAN_ARG(route->method),
                                       SPAN_ARG(route->path));
    return grant->origin.ptr ? OK : ERR_MEMORY;
}

/* A login that takes Basic has proven it: that may be the only operation that does. */
static enum err prove_basic(struct login_search *s, const struct grant *grant) {
    VEC_EACH(const struct scheme, scheme, &s->login->contract->schemes) {
        if (scheme->kind == SCHEME_BASIC && wallet_find(s->login->wallet, s->identity, scheme)) {
            struct credential *basic = wallet_slot(s->login->wallet, s->identity, scheme);
            TRY_PTR(basic);
            basic->standing = STANDING_PROVEN;
            basic->proven_at = grant->origin;
        }
    }
    return OK;
}

/* What the route gives the identity: asked for once. *out is NULL when it gave nothing. */
static enum err obtain(struct login_search *s, const struct login_route *route,
                       struct grant **out) {
    struct login *login = s->login;
    struct grant *grant = grant_of(login, s->identity, route);
    *out = grant && !grant->failed ? grant : NULL;
    if (grant) {
        return OK;
    }
    grant = arena_new(login->wallet->arena, struct grant);
    TRY_PTR(grant);
    *grant = (struct grant){.identity = s->identity, .route = route, .failed = true};
    TRY(name_origin(login, grant));
    if (!vec_push(login->wallet->arena, &login->wallet->grants, grant)) {
        return ERR_MEMORY;
    }
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct login_attempt a = {
        .login = login, .identity = s->identity, .arena = &scratch, .grant = grant};
    TRY(login_try(&a));
    grant->failed = !a.succeeded;
    *wrong_of(login, s->identity) += a.wrong;
    *out = a.succeeded ? grant : NULL;
    if (a.succeeded && route->kind == LOGIN_BASIC) {
        TRY(prove_basic(s, grant));
    }
    return a.succeeded || (!route->declared && !a.wrong) ? OK : remember_failure(s, a.answer);
}

/* Where the contract asks for DRF's tokens and for bearer tokens, form tells them apart: each is
 * refused where the other belongs. */
static bool is_asked_beside(const struct login_search *s, bool drf) {
    VEC_EACH(const struct scheme, scheme, &s->login->contract->schemes) {
        bool token = span_equal_nocase(credential_prefix(scheme), SPAN("Token"));
        bool bearer = scheme->kind == SCHEME_BEARER;
        if ((drf ? token : bearer) && login_is_asked(s->login, scheme)) {
            return true;
        }
    }
    return false;
}

static bool form_fits(const struct login_search *s, const struct login_route *route,
                      const struct grant *grant) {
    bool drf = span_equal_nocase(credential_prefix(s->scheme), SPAN("Token"));
    bool bearer = s->scheme->kind == SCHEME_BEARER;
    if ((!drf && !bearer) || route->spec || route->flow_of == s->scheme ||
        !is_asked_beside(s, !drf)) {
        return true;
    }
    return jws_looks_like(grant->access.value) == bearer;
}

/* True when another route, or another word before the credential, may be the right one. */
static bool is_doubtful(const struct login_search *s, bool last) {
    const struct login_memory *memory = login_memory(s->login, s->scheme);
    bool known = credential_word(s->login->wallet, s->credential).len != 0;
    return memory && !memory->settled &&
           (!last || (credential_takes_word(s->scheme) && !known) ||
            s->scheme->kind == SCHEME_BEARER);
}

static enum err settle_memory(struct login_search *s, const struct login_route *route) {
    struct login_memory *memory = login_memory(s->login, s->scheme);
    TRY_PTR(memory);
    memory->good = route;
    memory->settled = true;
    return OK;
}

static void tell_refused(struct login_search *s, const struct grant *grant,
                         const struct operation *refused_at, bool last) {
    diag_add(s->login->diag, DIAG_WARNING, s->identity->place,
             "%.*s: what %.*s gives is refused for %.*s%s%.*s%s%.*s%s", SPAN_ARG(s->identity->name),
             SPAN_ARG(grant->origin), SPAN_ARG(s->scheme->name), refused_at ? " at " : "",
             SPAN_ARG(refused_at ? refused_at->method : SPAN("")), refused_at ? " " : "",
             SPAN_ARG(refused_at ? refused_at->path : SPAN("")),
             last ? "" : "; the next way is tried");
}

/* A login that answered well, and holds nothing for the scheme. */
static struct span describe_unfit(const struct login_search *s, const struct login_route *route,
                                  const struct grant *grant) {
    struct span said = grant->said.len ? grant->said : grant->origin;
    bool pointed = route->token_pointer.len != 0;
    bool away = span_ends(said, SPAN("another host"));
    return arena_printf(
        s->arena, "%.*s, %s%s", SPAN_ARG(said),
        pointed ? "with nothing where the file says the token is"
                : "without a token or session cookie",
        away ? "; nothing is sent to other hosts: give a credential instead, as bearer: env:TOKEN"
        : pointed ? ""
                  : "; name the place in the identities file, as login: {operation: POST /path, "
                    "token: /pointer}");
}

/* *done: the scheme has its credential. */
static enum err try_route(struct login_search *s, const struct login_route *route, bool last,
                          bool *done) {
    struct grant *grant;
    bool fits;
    *done = false;
    TRY(obtain(s, route, &grant));
    if (!grant || !form_fits(s, route, grant)) {
        return OK;
    }
    TRY(wallet_bind_grant(s->login->wallet, s->credential, grant, &fits));
    if (!fits) {
        return remember_failure(s, describe_unfit(s, route, grant));
    }
    *done = true;
    if (!is_doubtful(s, last)) {
        return settle_memory(s, route);
    }
    const struct operation *refused_at;
    TRY(login_prove(s->login, s->credential, &refused_at));
    if (s->credential->standing != STANDING_REFUSED || MUTANT(refused_is_settled)) {
        return settle_memory(s, route);
    }
    tell_refused(s, grant, refused_at, last);
    if (!last) {
        wallet_unbind(s->credential);
        *done = false;
    }
    return OK;
}

/* The file's word is right, or is to be mended: a route of its that fails is not passed over. */
static bool must_end(const struct login_search *s, const struct login_route *route) {
    const struct grant *grant = grant_of(s->login, s->identity, route);
    return route->spec && grant && grant->failed;
}

static bool can_use(const struct login_search *s, const struct login_route *route) {
    bool user = s->identity->username.len && s->identity->password.value.len;
    return route->kind == LOGIN_COMMAND || route->kind == LOGIN_RENEWAL || route->client || user;
}

/* What worked for another identity goes first. */
static void promote_good(struct login_search *s) {
    const struct login_memory *memory = login_memory(s->login, s->scheme);
    for (size_t i = 1; memory && memory->good && i < s->routes.all.n; i++) {
        if (s->routes.all.at[i] == memory->good) {
            for (; i > 0; i--) {
                s->routes.all.at[i] = s->routes.all.at[i - 1];
            }
            s->routes.all.at[0] = memory->good;
            return;
        }
    }
}

enum err login_search_run(struct login_search *s, bool *done) {
    *done = false;
    TRY(login_find_routes(s->login, s->identity, s->scheme, &s->routes));
    promote_good(s);
    for (size_t i = 0; i < s->routes.all.n && !*done; i++) {
        const struct login_route *route = s->routes.all.at[i];
        bool asked = grant_of(s->login, s->identity, route) != NULL;
        if (!can_use(s, route) || (!asked && *wrong_of(s->login, s->identity) >= MOST_WRONG &&
                                   !MUTANT(guesses_unbounded))) {
            continue;
        }
        TRY(try_route(s, route, i + 1 == s->routes.all.n, done));
        if (!*done && must_end(s, route)) {
            break;
        }
    }
    return OK;
}

/* A password goes with every request of its scheme, so a wrong one is not sent on and on: it is
 * shown to an operation or two first. */
static enum err try_password(struct login_search *s) {
    unsigned *wrong = wrong_of(s->login, s->identity);
    const struct operation *refused_at = NULL;
    if (s->credential->standing != STANDING_UNTRIED || !login_is_asked(s->login, s->scheme) ||
        MUTANT(password_untried)) {
        return OK;
    }
    if (*wrong < MOST_WRONG) {
        TRY(login_prove(s->login, s->credential, &refused_at));
        if (s->credential->standing != STANDING_REFUSED) {
            return OK;
        }
        *wrong += 2;
    }
    wallet_unbind(s->credential);
    struct span told =
        refused_at
            ? arena_printf(s->arena, "the password was refused at %.*s %.*s; it is not sent again",
                           SPAN_ARG(refused_at->method), SPAN_ARG(refused_at->path))
            : SPAN("the password was refused by its logins; it is not sent again");
    return remember_failure(s, told);
}

/* What the file gives stays, unless it has ended; where no word before it is known, it is looked
 * for. */
enum err login_search_keep(struct login_search *s) {
    if (s->scheme->kind == SCHEME_BASIC) {
        return try_password(s);
    }
    struct login_memory *memory = login_memory(s->login, s->scheme);
    TRY_PTR(memory);
    bool certain =
        !credential_takes_word(s->scheme) || s->credential->own_prefix.ptr || memory->settled;
    memory->settled = true;
    const struct operation *refused_at;
    if (certain || !login_is_asked(s->login, s->scheme)) {
        return OK;
    }
    TRY(login_prove(s->login, s->credential, &refused_at));
    if (s->credential->standing == STANDING_REFUSED) {
        s->credential->standing = STANDING_UNTRIED; /* the scan's own controls tell the rest */
    }
    return OK;
}
