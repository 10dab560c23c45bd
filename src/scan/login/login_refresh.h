/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that trade a refresh token for a new token. */
#ifndef POSTERN_SCAN_LOGIN_REFRESH_H
#define POSTERN_SCAN_LOGIN_REFRESH_H

#include "scan/login/login_route.h"

/* True for operations that trade a refresh token for a new token. */
bool login_is_refresh(const struct contract *contract, const struct operation *operation);

/* The operation that takes the refresh token where others take a token, and has no body
 * (flask-jwt-extended's refresh), nearest to a path; or NULL. */
const struct operation *login_refresh_in_header(const struct login *login, struct span near);

/* The operation that renews (simplejwt's refresh): its route, password_field naming the refresh
 * token's property. Of several the one nearest to a path, that of the login which gave the token.
 * False: the contract has none, or no memory. */
bool login_find_refresh(struct arena *arena, const struct login *login, struct span near,
                        struct login_route *out);

#endif
