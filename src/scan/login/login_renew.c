/* SPDX-License-Identifier: Apache-2.0 */
/* Renewal: of everything that logins gave an identity. */
#include "scan/credential/wallet_bind.h"
#include "scan/login/login_refresh.h"
#include "scan/login/login_try.h"
#include "text/uri.h"

/* By refresh token. */
static enum err refresh(struct login *login, struct grant *grant, struct login_attempt *a) {
    struct login_route route = {.method = SPAN("POST"),
                                .kind = grant->refresh_form ? LOGIN_GRANT : LOGIN_JSON,
                                .url = grant->refresh_url,
                                .path = uri_path(grant->refresh_url),
                                .password_field = grant->refresh_field};
    if (!grant->refresh.value.len ||
        (!grant->refresh_url.len &&
         !login_find_refresh(a->arena, login, grant->route->path, &route))) {
        return OK;
    }
    return login_try_refresh(a, &route);
}

static enum err renew_grant(struct login *login, struct grant *grant, struct span *failure) {
    ARENA_SCOPE arena;
    arena_init(&arena, SIZE_MAX);
    struct login_attempt a = {
        .login = login, .identity = grant->identity, .arena = &arena, .grant = grant};
    TRY(refresh(login, grant, &a));
    bool user = grant->identity->username.len || grant->route->client;
    if (!a.succeeded &&
        (user || grant->route->kind == LOGIN_COMMAND || grant->route->kind == LOGIN_RENEWAL)) {
        TRY(login_try(&a));
    }
    if (a.succeeded) {
        return wallet_rebind(login->wallet, grant);
    }
    *failure = arena_dup(login->wallet->arena, a.answer);
    return failure->ptr ? OK : ERR_MEMORY;
}

static bool is_used(const struct wallet *wallet, const struct grant *grant) {
    VEC_EACH(struct credential *, each, &wallet->all) {
        if ((*each)->grant == grant) {
            return true;
        }
    }
    return false;
}

static enum err cannot_renew(struct login *login, const struct identity *identity,
                             struct span failure) {
    diag_add(login->diag, DIAG_ERROR, identity->place, "%.*s: %.*s", SPAN_ARG(identity->name),
             SPAN_ARG(failure.len
                          ? failure
                          : SPAN("the token no longer works and there is nothing to renew it "
                                 "with")));
    return ERR_LOGIN;
}

/* What the file gave no longer works: a login may replace it. */
static enum err replace_given(struct login *login, const struct identity *identity) {
    VEC_EACH(struct credential *, each, &login->wallet->all) {
        if ((*each)->identity == identity && !(*each)->grant && (*each)->secret.value.len &&
            (*each)->scheme->kind != SCHEME_BASIC && (*each)->expires == 0) {
            (*each)->expires = LOGIN_ENDED;
        }
    }
    TRY(login_again(login, identity));
    VEC_EACH(struct credential *, each, &login->wallet->all) {
        if ((*each)->identity == identity && (*each)->expires == LOGIN_ENDED) {
            return cannot_renew(login, identity, (struct span){NULL, 0});
        }
    }
    return OK;
}

enum err login_renew(struct login *login, const struct identity *identity) {
    struct span failure = {NULL, 0};
    size_t renewed = 0;
    VEC_EACH(struct grant *, grant, &login->wallet->grants) {
        if ((*grant)->identity == identity && !(*grant)->failed && is_used(login->wallet, *grant)) {
            struct span one = {NULL, 0};
            TRY(renew_grant(login, *grant, &one));
            renewed += one.ptr == NULL;
            failure = one.ptr ? one : failure;
        }
    }
    if (failure.ptr) {
        return cannot_renew(login, identity, failure);
    }
    if (renewed) {
        return OK;
    }
    bool able = identity->username.len || identity->client_id.len || identity->command.argv ||
                identity->refresh.value.len;
    return able ? replace_given(login, identity) : cannot_renew(login, identity, failure);
}
