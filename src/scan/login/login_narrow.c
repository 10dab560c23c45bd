/* SPDX-License-Identifier: Apache-2.0 */
/* Asking a token endpoint for a narrower scope. */
#include "scan/login/login_narrow.h"

#include "scan/login/login_try.h"

enum err login_narrow(struct login *login, const struct credential *credential, struct span scope,
                      struct span *token, struct span *given) {
    const struct grant *had = credential->grant;
    *token = *given = (struct span){NULL, 0};
    if (!had || !had->route || had->route->kind != LOGIN_GRANT) {
        return OK;
    }
    ARENA_SCOPE scratch;
    arena_init(&scratch, SIZE_MAX);
    struct identity as = *credential->identity;
    struct login_route route = *had->route;
    struct login_spec spec = route.spec ? *route.spec : (struct login_spec){.given = false};
    as.scope = spec.scope = scope;
    route.spec = route.spec ? &spec : NULL;
    struct grant grant = {.identity = &as, .route = &route};
    struct login_attempt attempt = {
        .login = login, .identity = &as, .arena = &scratch, .grant = &grant};
    TRY(login_try(&attempt));
    *token = attempt.succeeded ? grant.access.value : *token;
    *given = grant.scope;
    return OK;
}
