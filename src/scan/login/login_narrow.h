/* SPDX-License-Identifier: Apache-2.0 */
/* Another token of the same identity, for less than its own. */
#ifndef POSTERN_SCAN_LOGIN_NARROW_H
#define POSTERN_SCAN_LOGIN_NARROW_H

#include "scan/login/login_route.h"

/* Asks the OAuth2 token endpoint that gave the credential for a token of that scope alone (RFC
 * 6749, section 3.3). *token and *given, the scope that the answer says the token has ({NULL, 0}:
 * it does not say), live as long as the wallet; an empty token: the endpoint is none, or gave none.
 * What the wallet holds stays as it is. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_narrow(struct login *login, const struct credential *credential,
                                struct span scope, struct span *token, struct span *given);

#endif
