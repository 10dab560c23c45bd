/* SPDX-License-Identifier: Apache-2.0 */
/* The routes to a credential of a scheme: what the file says; the scheme's own token endpoint; the
 * contract's login operations; endpoints and pages where they are usually found. */
#ifndef POSTERN_SCAN_LOGIN_FIND_H
#define POSTERN_SCAN_LOGIN_FIND_H

#include "scan/login/login_routes.h"

/* The routes to a credential of the scheme, for an identity. Asks the target for the configuration
 * that openIdConnectUrl names. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_find_routes(struct login *login, const struct identity *identity,
                                     const struct scheme *scheme, struct login_routes *out);

/* The operations of the contract that log in and that the scan asks, whatever they give. Errors:
 * ERR_MEMORY. */
NODISCARD enum err login_find_operations(struct login *login, struct login_routes *out);

#endif
