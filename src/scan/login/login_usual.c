/* SPDX-License-Identifier: Apache-2.0 */
/* Where logins are usually found, when the contract does not say where. */
#include "scan/login/login_usual.h"

#include "base/mutant.h"
#include "scan/login/login_url.h"
#include "text/uri.h"

enum { MERE_GUESS = -200 }; /* whatever the contract has is likelier */

/* Where Django keeps its login pages, and others theirs; where others take JSON. */
static const struct span PAGES[] = {SPAN_INIT("/accounts/login/"), SPAN_INIT("/api-auth/login/"),
                                    SPAN_INIT("/admin/login/"), SPAN_INIT("/login/"),
                                    SPAN_INIT("/login")};
static const struct span ENDPOINTS[] = {SPAN_INIT("/api/token/"),     SPAN_INIT("/api-token-auth/"),
                                        SPAN_INIT("/api/auth/login"), SPAN_INIT("/auth/login"),
                                        SPAN_INIT("/api/login"),      SPAN_INIT("/login")};

static enum err add_place(struct login *login, struct span front, struct span path, bool page,
                          struct login_routes *out) {
    struct login_route route = {.kind = page ? LOGIN_PAGE : LOGIN_JSON,
                                .method = SPAN("POST"),
                                .url = arena_join(login->wallet->arena, front, path),
                                .username_field = SPAN("username"),
                                .password_field = SPAN("password"),
                                .gives = page ? CREDENTIAL_SESSION
                                              : CREDENTIAL_BEARER | CREDENTIAL_TOKEN};
    TRY_PTR(route.url.ptr);
    route.path = uri_path(route.url);
    VEC_EACH(const struct login_route *, each, &out->all) {
        if (span_equal((*each)->url, route.url)) {
            return OK;
        }
    }
    return login_routes_add(login, out, &route, MERE_GUESS);
}

/* Under the base path, and at the origin's root. */
static enum err add_places(struct login *login, const struct span *paths, size_t n, bool page,
                           struct login_routes *out) {
    struct span base = login->contract->operations.n ? login->contract->operations.at[0].base
                                                     : (struct span){"", 0};
    struct span fronts[] = {login->base_url, login_url(login->wallet->arena, login, base, SPAN("")),
                            uri_origin(login->base_url)};
    TRY_PTR(fronts[1].ptr);
    for (size_t front = 0; front < (MUTANT(root_unasked) ? 2 : 3); front++) {
        for (size_t i = 0; i < n; i++) {
            TRY(add_place(login, fronts[front], paths[i], page, out));
        }
    }
    return OK;
}

enum err login_add_usual(struct login *login, const struct scheme *scheme,
                         struct login_routes *out) {
    if (scheme->kind == SCHEME_COOKIE) {
        return add_places(login, PAGES, sizeof(PAGES) / sizeof(PAGES[0]), true, out);
    }
    bool known = scheme->oauth2 || scheme->openid || out->all.n; /* others would be guesswork */
    return known
               ? OK
               : add_places(login, ENDPOINTS, sizeof(ENDPOINTS) / sizeof(ENDPOINTS[0]), false, out);
}
