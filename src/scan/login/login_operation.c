/* SPDX-License-Identifier: Apache-2.0 */
/* Operations of the contract that log in. */
#include "scan/login/login_operation.h"

#include "scan/login/login_refresh.h"
#include "scan/login/login_score.h"
#include "scan/login/login_url.h"

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
        const struct login_route *route = (*grant)->route;
        if (!(*grant)->failed && span_equal_nocase(route->method, operation->method) &&
            (span_equal(route->url, url) ||
             (route->declared && span_equal(route->path, operation->path)))) {
            return true;
        }
    }
    return false;
}
