/* SPDX-License-Identifier: Apache-2.0 */
/* Getting a credential for each identity and scheme, by the ways in order. */
#include "scan/login/login.h"

#include "base/buf.h"
#include "base/clock.h"
#include "scan/credential/wallet_bind.h"
#include "scan/login/login_need.h"
#include "scan/login/login_prove.h"
#include "scan/login/login_try.h"
#include "scan/login/login_way.h"
#include "token/jws.h"

enum {
    MOST_WRONG = 4
}; /* answers to one identity: more would look like guessing, and lock it out */

/* One identity's quest for one scheme's credential. */
struct quest {
    struct login *login;
    const struct identity *identity;
    const struct scheme *scheme;
    struct credential *credential;
    struct login_ways ways;
    struct arena *arena;
    struct span failure; /* the first one, in words */
};

/* What came of all of an identity's quests. */
struct outcome {
    bool wanted, gained;
    struct span failure;
};

static unsigned *wrong_of(struct login *login, const struct identity *identity) {
    return &login->wrong.at[identity - login->wallet->identities->all.at];
}

static void tell(struct login *login, const struct identity *identity, enum diag_level level,
                 struct span what) {
    diag_add(login->diag, level, identity->place, "%.*s: %.*s", SPAN_ARG(identity->name),
             SPAN_ARG(what));
}

static struct grant *grant_of(const struct login *login, const struct identity *identity,
                              const struct login_way *way) {
    VEC_EACH(struct grant *, grant, &login->wallet->grants) {
        if ((*grant)->identity == identity && (*grant)->way == way) {
            return *grant;
        }
    }
    return NULL;
}

static enum err remember_failure(struct quest *q, struct span answer) {
    if (answer.len && !q->failure.len) {
        q->failure = arena_dup(q->arena, answer);
        TRY_PTR(q->failure.ptr);
    }
    return OK;
}

static enum err name_origin(struct login *login, struct grant *grant) {
    const struct login_way *way = grant->way;
    grant->origin = way->kind == LOGIN_COMMAND
                        ? way->path
                        : arena_printf(login->wallet->arena, "%.*s %.*s", SPAN_ARG(way->method),
                                       SPAN_ARG(way->path));
    return grant->origin.ptr ? OK : ERR_MEMORY;
}

/* A login that takes Basic has proven it: that may be the only operation that does. */
static enum err prove_basic(struct quest *q, const struct grant *grant) {
    VEC_EACH(const struct scheme, scheme, &q->login->contract->schemes) {
        if (scheme->kind == SCHEME_BASIC && wallet_find(q->login->wallet, q->identity, scheme)) {
            struct credential *basic = wallet_slot(q->login->wallet, q->identity, scheme);
            TRY_PTR(basic);
            basic->standing = STANDING_PROVEN;
            basic->proven_at = grant->origin;
        }
    }
    return OK;
}

/* What the way gives the identity: asked for once. *out is NULL when it gave nothing. */
static enum err obtain(struct quest *q, const struct login_way *way, struct grant **out) {
    struct login *login = q->login;
    struct grant *grant = grant_of(login, q->identity, way);
    *out = grant && !grant->failed ? grant : NULL;
    if (grant) {
        return OK;
    }
    grant = arena_new(login->wallet->arena, struct grant);
    TRY_PTR(grant);
    *grant = (struct grant){.identity = q->identity, .way = way, .failed = true};
    TRY(name_origin(login, grant));
    if (!vec_push(login->wallet->arena, &login->wallet->grants, grant)) {
        return ERR_MEMORY;
    }
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct login_attempt a = {
        .login = login, .identity = q->identity, .arena = &scratch, .grant = grant};
    TRY(login_try(&a));
    grant->failed = !a.succeeded;
    *wrong_of(login, q->identity) += a.wrong;
    *out = a.succeeded ? grant : NULL;
    if (a.succeeded && way->kind == LOGIN_BASIC) {
        TRY(prove_basic(q, grant));
    }
    return a.succeeded || (!way->declared && !a.wrong) ? OK : remember_failure(q, a.answer);
}

/* Where the contract asks for DRF's tokens and for bearer tokens, form tells them apart: each is
 * refused where the other belongs. */
static bool is_asked_beside(const struct quest *q, bool drf) {
    VEC_EACH(const struct scheme, scheme, &q->login->contract->schemes) {
        bool token = span_equal_nocase(credential_prefix(scheme), SPAN("Token"));
        bool bearer = scheme->kind == SCHEME_BEARER;
        if ((drf ? token : bearer) && login_is_asked(q->login, scheme)) {
            return true;
        }
    }
    return false;
}

static bool form_fits(const struct quest *q, const struct login_way *way,
                      const struct grant *grant) {
    bool drf = span_equal_nocase(credential_prefix(q->scheme), SPAN("Token"));
    bool bearer = q->scheme->kind == SCHEME_BEARER;
    if ((!drf && !bearer) || way->spec || way->flow_of == q->scheme || !is_asked_beside(q, !drf)) {
        return true;
    }
    return jws_looks_like(grant->access.value) == bearer;
}

/* True when another way, or another word before the credential, may be the right one. */
static bool is_doubtful(const struct quest *q, bool last) {
    const struct login_memory *memory = login_memory(q->login, q->scheme);
    bool words = q->scheme->kind == SCHEME_AUTHORIZATION || q->scheme->kind == SCHEME_HEADER;
    bool known = credential_word(q->login->wallet, q->credential).len != 0;
    return memory && !memory->settled &&
           (!last || (words && !known) || q->scheme->kind == SCHEME_BEARER);
}

static enum err settle_memory(struct quest *q, const struct login_way *way) {
    struct login_memory *memory = login_memory(q->login, q->scheme);
    TRY_PTR(memory);
    memory->good = way;
    memory->settled = true;
    return OK;
}

static void tell_refused(struct quest *q, const struct grant *grant,
                         const struct operation *refused_at, bool last) {
    diag_add(q->login->diag, DIAG_WARNING, q->identity->place,
             "%.*s: what %.*s gives is refused for %.*s%s%.*s%s%.*s%s", SPAN_ARG(q->identity->name),
             SPAN_ARG(grant->origin), SPAN_ARG(q->scheme->name), refused_at ? " at " : "",
             SPAN_ARG(refused_at ? refused_at->method : SPAN("")), refused_at ? " " : "",
             SPAN_ARG(refused_at ? refused_at->path : SPAN("")),
             last ? "" : "; the next way is tried");
}

/* *done: the scheme has its credential. */
static enum err try_way(struct quest *q, const struct login_way *way, bool last, bool *done) {
    struct grant *grant;
    bool fits;
    *done = false;
    TRY(obtain(q, way, &grant));
    if (!grant || !form_fits(q, way, grant)) {
        return OK;
    }
    TRY(wallet_bind_grant(q->login->wallet, q->credential, grant, &fits));
    if (!fits) {
        bool pointed = way->token_pointer.len != 0;
        return remember_failure(
            q, arena_printf(q->arena, "%.*s answered 200, %s", SPAN_ARG(grant->origin),
                            pointed ? "with nothing where the file says the token is"
                                    : "without a token or session cookie"));
    }
    *done = true;
    if (!is_doubtful(q, last)) {
        return settle_memory(q, way);
    }
    const struct operation *refused_at;
    TRY(login_prove(q->login, q->credential, &refused_at));
    if (q->credential->standing != STANDING_REFUSED) {
        return settle_memory(q, way);
    }
    tell_refused(q, grant, refused_at, last);
    if (!last) {
        wallet_unbind(q->credential);
        *done = false;
    }
    return OK;
}

/* The file's word is right, or is to be mended: a way of its that fails is not passed over. */
static bool must_end(const struct quest *q, const struct login_way *way) {
    const struct grant *grant = grant_of(q->login, q->identity, way);
    return way->spec && grant && grant->failed;
}

static bool can_use(const struct quest *q, const struct login_way *way) {
    bool user = q->identity->username.len && q->identity->password.value.len;
    return way->kind == LOGIN_COMMAND || way->kind == LOGIN_RENEWAL || way->client || user;
}

/* What worked for another identity goes first. */
static void promote_good(struct quest *q) {
    const struct login_memory *memory = login_memory(q->login, q->scheme);
    for (size_t i = 1; memory && memory->good && i < q->ways.all.n; i++) {
        if (q->ways.all.at[i] == memory->good) {
            for (; i > 0; i--) {
                q->ways.all.at[i] = q->ways.all.at[i - 1];
            }
            q->ways.all.at[0] = memory->good;
            return;
        }
    }
}

static enum err pursue(struct quest *q, bool *done) {
    *done = false;
    TRY(login_find_ways(q->login, q->identity, q->scheme, &q->ways));
    promote_good(q);
    for (size_t i = 0; i < q->ways.all.n && !*done; i++) {
        const struct login_way *way = q->ways.all.at[i];
        bool asked = grant_of(q->login, q->identity, way) != NULL;
        if (!can_use(q, way) || (!asked && *wrong_of(q->login, q->identity) >= MOST_WRONG)) {
            continue;
        }
        TRY(try_way(q, way, i + 1 == q->ways.all.n, done));
        if (!*done && must_end(q, way)) {
            break;
        }
    }
    return OK;
}

static bool is_expired(const struct credential *credential) {
    return credential->expires && credential->expires <= clock_unix();
}

/* What the file gives stays, unless it has ended; where no word before it is known, it is looked
 * for. */
static enum err keep_given(struct quest *q) {
    struct login_memory *memory = login_memory(q->login, q->scheme);
    TRY_PTR(memory);
    bool words = q->scheme->kind == SCHEME_AUTHORIZATION || q->scheme->kind == SCHEME_HEADER;
    bool certain = !words || q->credential->own_prefix.ptr || memory->settled;
    memory->settled = true;
    const struct operation *refused_at;
    if (certain || !login_is_asked(q->login, q->scheme)) {
        return OK;
    }
    TRY(login_prove(q->login, q->credential, &refused_at));
    if (q->credential->standing == STANDING_REFUSED) {
        q->credential->standing = STANDING_UNTRIED; /* the scan's own controls tell the rest */
    }
    return OK;
}

static void tell_expired(struct quest *q) {
    char when[CLOCK_ISO_SIZE];
    if (q->credential->expires == LOGIN_ENDED) {
        return; /* told by who asked for the renewal */
    }
    diag_add(q->login->diag, DIAG_WARNING, q->identity->place,
             "%.*s: the token expired at %s and there is nothing to renew it with; it is sent all "
             "the same",
             SPAN_ARG(q->identity->name), clock_iso(q->credential->expires, when));
}

static enum err start_one(struct quest *q, struct outcome *out) {
    struct wallet *wallet = q->login->wallet;
    bool held = wallet_find(wallet, q->identity, q->scheme) != NULL, done = false;
    q->credential = wallet_slot(wallet, q->identity, q->scheme);
    TRY_PTR(q->credential);
    if (held && !is_expired(q->credential)) {
        return keep_given(q);
    }
    if (!login_can_give(q->scheme) || !login_needs(q->login, q->identity, q->scheme)) {
        return OK;
    }
    TRY(pursue(q, &done));
    out->gained |= done;
    if (done) {
        return OK;
    }
    if (held && !q->failure.len) { /* perhaps nobody looks at its end: the scan will tell */
        tell_expired(q);
        return OK;
    }
    if (held) {
        q->credential->standing = STANDING_LOST;
    }
    out->wanted |= held || q->ways.all.n || q->identity->username.len;
    out->failure = out->failure.len ? out->failure : q->failure;
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
    diag_add(login->diag, DIAG_WARNING, identity->place,
             "%.*s: what the identities file gives it fits none of the schemes that are asked for "
             "(%.*s)",
             SPAN_ARG(identity->name), SPAN_ARG(buf_span(&names)));
    return say_why(login, identity, "fits no scheme that the contract asks for");
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
                struct quest quest = {
                    .login = login, .identity = identity, .scheme = scheme, .arena = &arena};
                TRY(start_one(&quest, &out));
            }
        }
    }
    return conclude(login, identity, &out);
}

enum err login_again(struct login *login, const struct identity *identity) {
    return start_identity(login, identity);
}

enum err login_all(struct login *login) {
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
    }
    return result;
}

bool login_expires_within(const struct wallet *wallet, const struct identity *identity, int64_t now,
                          int64_t seconds) {
    int64_t expires = wallet_expires(wallet, identity);
    return expires != 0 && expires - now <= seconds;
}

static bool names_operation(const struct login_spec *spec, const struct operation *operation) {
    return spec->given && span_equal_nocase(spec->method, operation->method) &&
           span_equal(spec->path, operation->path);
}

bool login_is_operation(const struct login *login, const struct operation *operation) {
    const struct identities *identities = login->wallet->identities;
    VEC_EACH(const struct login_spec, spec, &identities->logins) {
        if (names_operation(spec, operation)) {
            return true;
        }
    }
    return names_operation(&identities->login, operation) ||
           login_score(login->contract, operation) > 0 || login_score_basic(operation) > 1 ||
           login_is_refresh(login->contract, operation);
}

bool login_came_from(const struct login *login, const struct operation *operation) {
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct span url = login_url(&scratch, login, operation->base, operation->path);
    VEC_EACH(struct grant *const, grant, &login->wallet->grants) {
        const struct login_way *way = (*grant)->failed ? NULL : (*grant)->way;
        if (way && span_equal_nocase(way->method, operation->method) &&
            (span_equal(way->url, url) ||
             (way->declared && span_equal(way->path, operation->path)))) {
            return true;
        }
    }
    return false;
}
