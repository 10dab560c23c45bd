/* SPDX-License-Identifier: Apache-2.0 */
/* Login: from username and password to a credential; renewal before it expires. */
#ifndef POSTERN_SCAN_LOGIN_H
#define POSTERN_SCAN_LOGIN_H

#include "http/client.h"
#include "scan/credential/identity.h"

struct login {
    struct client *client;
    const struct contract *contract;
    struct identities *identities;
    struct span base_url; /* without trailing slash */
    struct diag *diag;    /* "alice: POST /api/token/ answered 401 …" */
};

/* Logs in every identity that has a username and a password and needs it: the file's login, or what
 * the contract offers (simplejwt's pair, obtain-auth-token, session form with CSRF, OAuth2
 * password). An identity whose login fails is marked failed and told in diag. ERR_LOGIN when at
 * least one failed; ERR_STOPPED; ERR_MEMORY. */
NODISCARD enum err login_all(struct login *login);

/* Renews one identity: by refresh token where there is one, else by logging in again. */
NODISCARD enum err login_renew(struct login *login, struct identity *identity);

/* True when a token that the identity needs expires within the seconds given. */
bool login_expires_within(const struct identity *identity, int64_t now, int64_t seconds);

/* True when the operation is one that logs in, so that probes leave it alone. */
bool login_is_operation(const struct login *login, const struct operation *operation);

#endif
