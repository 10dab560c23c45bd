/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the logins that were not needed, and trying them. */
#include "scan/login/login_others.h"

#include "base/mutant.h"
#include "scan/login/login_find.h"
#include "scan/login/login_try.h"
#include "text/uri.h"
#include "text/words.h"

/* Answers to one identity that say no, of those before as well: more would look like guessing. */
enum { MOST_OTHERS = 16, MOST_WRONG = 4 };

/* Whole words: "tokens" are kept and have owners, an "author" has books. */
static const struct span NAMES =
    SPAN_INIT(" login logon signin authenticate authentication auth token jwt obtain session "
              "sessions access ");
static const struct span BEFORE_IN = SPAN_INIT(" sign log ");

/* Behind "auth" they are made, not logged in: "POST /auth/users". */
static const struct span MADE =
    SPAN_INIT(" user users account accounts member members customer customers profile profiles "
              "invite invitation invitations otp code codes ");

static bool is_named(struct span path) {
    struct span last = words_last(path), rest = path, before = {"", 0};
    bool named = words_any(path, NAMES);
    for (struct span word = words_next(&rest); word.ptr; word = words_next(&rest)) {
        named |= words_listed(before, BEFORE_IN) && span_equal_nocase(word, SPAN("in"));
        before = word;
    }
    return named && !words_listed(last, MADE);
}

static bool was_tried(const struct login *login, const struct login_route *route) {
    VEC_EACH(struct grant *const, grant, &login->wallet->grants) {
        const struct login_route *other = (*grant)->route;
        if (other->url.len && span_equal(uri_path(other->url), uri_path(route->url))) {
            return true;
        }
    }
    return false;
}

/* Somebody with a name and a password, of either kind. */
static bool is_user(const struct identity *identity, struct identity *as) {
    *as = *identity;
    if (!as->username.len || !as->password.value.len) {
        as->username = as->basic_user;
        as->password = as->basic_password;
    }
    return as->username.len && as->password.value.len;
}

static unsigned *wrong_of(struct login *login, const struct identity *identity) {
    size_t at = (size_t)(identity - login->wallet->identities->all.at);
    return at < login->wrong.n ? &login->wrong.at[at] : NULL;
}

static enum err try_route(struct login *login, const struct login_route *route) {
    struct identity as;
    VEC_EACH(const struct identity, identity, &login->wallet->identities->all) {
        unsigned *wrong = wrong_of(login, identity);
        if (!is_user(identity, &as) || !wrong || *wrong >= MOST_WRONG) {
            continue;
        }
        ARENA_SCOPE scratch;
        arena_init(&scratch, SIZE_MAX);
        struct grant grant = {.identity = &as, .route = route};
        struct login_attempt attempt = {
            .login = login, .identity = &as, .arena = &scratch, .grant = &grant};
        TRY(login_try(&attempt));
        *wrong += attempt.wrong;
        if (attempt.succeeded || attempt.wrong) {
            return OK;
        }
    }
    return OK;
}

enum err login_try_others(struct login *login) {
    struct login_routes routes;
    size_t tried = 0;
    TRY(login_find_operations(login, &routes));
    VEC_EACH(const struct login_route *, each, &routes.all) {
        const struct login_route *route = *each;
        if (is_named(route->path) && !MUTANT(others_untried) && !was_tried(login, route) &&
            tried++ < MOST_OTHERS) {
            TRY(try_route(login, route));
        }
    }
    return OK;
}
