/* SPDX-License-Identifier: Apache-2.0 */
/* One attempt to log in, and why it failed. */
#ifndef POSTERN_SCAN_LOGIN_TRY_H
#define POSTERN_SCAN_LOGIN_TRY_H

#include "scan/login/login_route.h"

struct login_attempt {
    struct login *login;
    const struct identity *identity;
    struct arena *arena; /* for the exchanges */
    struct grant *grant; /* filled in */
    struct span answer;  /* "POST /api/token/ answered 401 …", redacted; empty: none was sent */
    bool succeeded;      /* the answer says so; whether the grant holds what is wanted is another
                            question */
    bool wrong;          /* it says that name or password are wrong, or may: these are counted */
};

/* Logs in by the grant's route. A place that is only worth a look and holds no login leaves no
 * answer. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_try(struct login_attempt *attempt);

/* Trades the grant's refresh token for a new one, likewise. route: where. */
NODISCARD enum err login_try_refresh(struct login_attempt *attempt,
                                     const struct login_route *route);

/* The request that trades a refresh token at the OAuth2 token endpoint which gave it. Errors:
 * ERR_MEMORY. */
NODISCARD enum err login_refresh_request(struct arena *arena, struct login *login,
                                         const struct grant *grant, struct span token,
                                         struct request *out);

/* Fills in and sends the form of a page: login_try's part for LOGIN_PAGE. */
NODISCARD enum err login_try_page(struct login_attempt *attempt);

#endif
