/* SPDX-License-Identifier: Apache-2.0 */
/* One attempt to log in, and why it failed. */
#ifndef POSTERN_SCAN_LOGIN_TRY_H
#define POSTERN_SCAN_LOGIN_TRY_H

#include "scan/login/login_way.h"

struct login_attempt {
    const struct login *login;
    struct identity *identity;
    const struct login_needs *needs;
    struct arena *arena; /* for the exchanges */
    unsigned gained;     /* enum login_gift */
    struct span failure; /* "POST /api/token/ answered 401 …", redacted; empty: none */
    enum wire wire;      /* of the exchange that failed */
};

/* Logs in by one way. Leaves what it gained on the identity, else a failure in words; a place that
 * is only worth a look and holds no login page leaves neither. Errors: ERR_STOPPED, ERR_BUDGET,
 * ERR_MEMORY. */
NODISCARD enum err login_try(struct login_attempt *attempt, const struct login_way *way);

/* Trades the refresh token for a new one, likewise. */
NODISCARD enum err login_try_refresh(struct login_attempt *attempt, const struct login_way *way);

#endif
