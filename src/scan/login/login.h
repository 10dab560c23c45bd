/* SPDX-License-Identifier: Apache-2.0 */
/* Login: from what the file gives to credentials in the wallet; renewal before they expire. */
#ifndef POSTERN_SCAN_LOGIN_H
#define POSTERN_SCAN_LOGIN_H

#include "http/client.h"
#include "scan/credential/wallet.h"

struct login_route;

/* What opened, or did not, for a scheme: what worked for one identity is tried first for the next.
 */
struct login_memory {
    const struct scheme *scheme;
    const struct login_route *good; /* NULL: none is known */
    bool settled;                   /* its prefix is known, or cannot be told */
};

struct login {
    struct client *client;
    const struct contract *contract;
    struct wallet *wallet;
    struct span base_url; /* without trailing slash */
    struct diag *diag;    /* "alice: POST /api/token/ answered 401 …" */
    /* Whether the scan asks an operation at all: nobody logs in for others. NULL: it does. */
    bool (*selects)(const void *user, const struct operation *operation);
    const void *user;
    /* Sees every answer to a login; or NULL. Errors: ERR_MEMORY. */
    enum err (*heard)(void *hearer, const struct exchange *exchange);
    void *hearer;
    struct span why; /* what the first ERR_LOGIN was about */
    /* its own */
    VEC(struct login_route *) routes; /* all that were thought of */
    VEC(struct login_memory) memory;
    bool csrf_nowhere;   /* tokens against forged requests are handed out at no usual place */
    VEC(unsigned) wrong; /* for each identity, answers that say no */
};

/* Gets a credential for every identity and every scheme that some operation needs it for, by the
 * routes in order of likelihood (login_route.h), until one is proven or there is none left to try.
 * An identity whose logins fail and that holds nothing is told in diag. ERR_LOGIN when there is at
 * least one; ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_all(struct login *login);

/* Renews all that logins gave one identity: by refresh token where there is one, else by the same
 * route again. Errors: ERR_LOGIN: it could not be done, and was told; else as above. */
NODISCARD enum err login_renew(struct login *login, const struct identity *identity);

/* When a credential of the file's ended that does not say so itself, and works no longer. */
enum { LOGIN_ENDED = 1 };

/* Logs the identity in once more for whatever has expired, as login_all does. */
NODISCARD enum err login_again(struct login *login, const struct identity *identity);

/* True when something that a login gave the identity expires within the seconds given. */
bool login_expires_within(const struct wallet *wallet, const struct identity *identity, int64_t now,
                          int64_t seconds);

#endif
