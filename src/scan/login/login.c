/* SPDX-License-Identifier: Apache-2.0 */
/* Getting a credential for each identity and scheme, by the routes in order. */
#include "scan/login/login.h"
#include "scan/credential/login_spec.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/mutant.h"
#include "scan/credential/wallet_bind.h"
#include "scan/login/login_need.h"
#include "scan/login/login_search.h"
#include "text/suggest.h"

/* What came of all of an identity's searches. */
struct outcome {
    bool wanted, gained;
    struct span failure;
};

static void tell(struct login *login, const struct identity *identity, enum diag_level level,
                 struct span what) {
    diag_add(login->diag, level, identity->place, "%.*s: %.*s", SPAN_ARG(identity->name),
             SPAN_ARG(what));
}

static bool is_expired(const struct credential *credential) {
    return credential->expires && credential->expires <= clock_unix();
}

static void tell_expired(struct login_search *s) {
    char when[CLOCK_ISO_SIZE];
    if (s->credential->expires == LOGIN_ENDED) {
        return; /* told by who asked for the renewal */
    }
    diag_add(s->login->diag, DIAG_WARNING, s->identity->place,
             "%.*s: the token expired at %s and there is nothing to renew it with; it is sent all "
             "the same",
             SPAN_ARG(s->identity->name), clock_iso(s->credential->expires, when));
}

static enum err start_one(struct login_search *s, struct outcome *out) {
    struct wallet *wallet = s->login->wallet;
    bool held = wallet_find(wallet, s->identity, s->scheme) != NULL, done = false;
    s->credential = wallet_slot(wallet, s->identity, s->scheme);
    TRY_PTR(s->credential);
    if (held && (!is_expired(s->credential) || MUTANT(expired_is_held))) {
        TRY(login_search_keep(s));
        out->wanted |= s->failure.len > 0;
        out->failure = out->failure.len ? out->failure : s->failure;
        return OK;
    }
    if (!login_can_give(wallet, s->scheme) || !login_needs(s->login, s->identity, s->scheme)) {
        return OK;
    }
    TRY(login_search_run(s, &done));
    out->gained |= done;
    if (done) {
        return OK;
    }
    if (held && !s->failure.len) { /* perhaps nobody looks at its end: the scan will tell */
        tell_expired(s);
        return OK;
    }
    if (held) {
        s->credential->standing = STANDING_LOST;
    }
    out->wanted |= held || s->routes.all.n || s->identity->username.len;
    out->failure = out->failure.len ? out->failure : s->failure;
    return OK;
}

static bool has_other_use(const struct login *login, const struct identity *identity) {
    VEC_EACH(const struct scheme, scheme, &login->contract->schemes) {
        if (scheme->kind == SCHEME_BASIC && login_is_asked(login, scheme)) {
            return true;
        }
    }
    return identity->headers.n || identity->queries.n || identity->cookies.n ||
           identity->bearer.value.len || identity->token.value.len || identity->basic_user.len ||
           identity->schemes.n || identity->certificate.len;
}

static enum err say_why(struct login *login, const struct identity *identity, const char *why) {
    login->why = login->why.len ? login->why
                                : arena_printf(login->wallet->arena, "%.*s: %s",
                                               SPAN_ARG(identity->name), why);
    return login->why.ptr ? ERR_LOGIN : ERR_MEMORY;
}

static bool fits_any(struct login *login, const struct identity *identity, bool *asked) {
    *asked = false;
    VEC_EACH(const struct scheme, scheme, &login->contract->schemes) {
        bool counts = login_is_asked(login, scheme) && !wallet_is_csrf(scheme);
        *asked |= counts;
        if (counts && wallet_find(login->wallet, identity, scheme)) {
            return true;
        }
    }
    return false;
}

/* Whoever gave an identity wants it used: one that fits nothing is told at once. */
static enum err check_use(struct login *login, const struct identity *identity) {
    BUF_SCOPE names = {0};
    bool asked;
    if (fits_any(login, identity, &asked) || !asked) {
        return OK;
    }
    VEC_EACH(const struct scheme, scheme, &login->contract->schemes) {
        if (login_is_asked(login, scheme)) {
            buf_text(&names, names.len ? ", " : "");
            buf_add(&names, scheme->name);
        }
    }
    TRY(buf_status(&names));
    diag_add(
        login->diag, DIAG_WARNING, identity->place,
        "%.*s: what it has fits none of the schemes that are asked for "
        "(%.*s); it is tried only where a refusal names it, or says nothing of what is missing",
        SPAN_ARG(identity->name), SPAN_ARG(buf_span(&names)));
    return OK; /* the end of the scan tells whether it was of use */
}

/* A value of the file's that stands beside those that fit is not passed over in silence: a
 * session's second cookie may be what the API refuses everybody for. */
static void tell_unused(struct login *login, const struct identity *identity) {
    struct unnamed unnamed;
    bool asked;
    if (!login->contract->schemes.n || !fits_any(login, identity, &asked)) {
        return; /* told, or every value may serve */
    }
    for (size_t i = 0; companion_next(login->contract, identity, &i, &unnamed);) {
        const char *what = unnamed.kind == SCHEME_HEADER  ? "header"
                           : unnamed.kind == SCHEME_QUERY ? "parameter"
                                                          : "cookie";
        diag_add(login->diag, DIAG_WARNING, identity->place,
                 "%.*s: no scheme of the contract has the %s %.*s: %s", SPAN_ARG(identity->name),
                 what, SPAN_ARG(unnamed.given->name),
                 unnamed.companion
                     ? "by its name it is no credential, and goes with every request, "
                       "also with those without a credential"
                     : "it goes only with valid requests that are refused without it");
    }
}

/* What came of it, in words. */
static enum err conclude(struct login *login, const struct identity *identity,
                         const struct outcome *out) {
    if (!out->wanted) {
        return check_use(login, identity);
    }
    if (out->gained) {
        if (out->failure.len) {
            tell(login, identity, DIAG_WARNING, out->failure);
        }
        return OK;
    }
    if (!out->failure.len && has_other_use(login, identity)) {
        return check_use(login, identity); /* the password is for Basic, or others serve */
    }
    tell(login, identity, DIAG_ERROR,
         out->failure.len ? out->failure
                          : SPAN("the contract has no operation to log in with; name it in the "
                                 "identities file, as login: {operation: POST /path, token: "
                                 "/pointer}"));
    return say_why(login, identity, "the login failed");
}

/* Tokens first: where one serves, nobody begins a session. */
static enum err start_identity(struct login *login, const struct identity *identity) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct outcome out = {0};
    for (unsigned cookies = 0; cookies < 2; cookies++) {
        VEC_EACH(const struct scheme, scheme, &login->contract->schemes) {
            if ((scheme->kind == SCHEME_COOKIE) == (cookies == 1)) {
                struct login_search search = {
                    .login = login, .identity = identity, .scheme = scheme, .arena = &arena};
                TRY(start_one(&search, &out));
            }
        }
    }
    return conclude(login, identity, &out);
}

enum err login_again(struct login *login, const struct identity *identity) {
    return start_identity(login, identity);
}

static void check_name(struct login *login, struct span name, struct place place) {
    struct suggest like = {.word = name};
    VEC_EACH(const struct scheme, scheme, &login->contract->schemes) {
        struct span known = arena_dup(login->wallet->arena, scheme->name); /* with a NUL */
        if (!known.ptr || span_equal(scheme->name, name)) {
            return;
        }
        suggest_offer(&like, known.ptr);
    }
    diag_add(login->diag, DIAG_WARNING, place, "the contract has no scheme \"%.*s\"%s%s%s",
             SPAN_ARG(name), like.best ? "; did you mean \"" : "", like.best ? like.best : "",
             like.best ? "\"?" : "");
}

/* A login that serves no scheme is not passed over in silence. */
static void check_spec(struct login *login, const struct login_spec *spec) {
    bool named = false;
    VEC_EACH(const struct scheme, scheme, &login->contract->schemes) {
        if (login_spec_of(login->wallet->identities, scheme) != spec) {
            continue;
        }
        named = true;
        if (!login_can_give(login->wallet, scheme)) {
            diag_add(login->diag, DIAG_WARNING, spec->place,
                     "the login for \"%.*s\" is not used: no login gives what that scheme asks for",
                     SPAN_ARG(spec->scheme));
        }
    }
    if (!named) {
        check_name(login, spec->scheme, spec->place);
    }
}

/* Of "logins", and of an identity's "schemes". */
static void check_names(struct login *login) {
    const struct identities *identities = login->wallet->identities;
    VEC_EACH(const struct login_spec, spec, &identities->logins) {
        check_spec(login, spec);
    }
    VEC_EACH(const struct identity, identity, &identities->all) {
        VEC_EACH(const struct named_secret, given, &identity->schemes) {
            check_name(login, given->name, identity->place);
        }
    }
}

enum err login_all(struct login *login) {
    check_names(login);
    enum err result = OK;
    const struct identities *identities = login->wallet->identities;
    VEC_EACH(const struct identity, identity, &identities->all) {
        if (!vec_push(login->wallet->arena, &login->wrong, 0)) {
            return ERR_MEMORY;
        }
    }
    VEC_EACH(const struct identity, identity, &identities->all) {
        enum err one = start_identity(login, identity);
        if (one != OK && one != ERR_LOGIN) {
            return one;
        }
        result = one == OK ? result : one;
        tell_unused(login, identity);
    }
    return result;
}

bool login_expires_within(const struct wallet *wallet, const struct identity *identity, int64_t now,
                          int64_t seconds) {
    int64_t expires = wallet_expires(wallet, identity);
    return expires != 0 && expires - now <= seconds;
}
