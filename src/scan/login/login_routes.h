/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to a credential, in order. */
#ifndef POSTERN_SCAN_LOGIN_ROUTES_H
#define POSTERN_SCAN_LOGIN_ROUTES_H

#include "scan/login/login_route.h"

struct login_routes {
    VEC(const struct login_route *) all; /* the most promising first */
};

/* Adds a route by its score; route is copied. Errors: ERR_MEMORY. */
NODISCARD enum err login_routes_add(struct login *login, struct login_routes *out,
                                    const struct login_route *route, int score);

#endif
