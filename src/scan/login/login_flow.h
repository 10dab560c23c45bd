/* SPDX-License-Identifier: Apache-2.0 */
/* OAuth2 and OpenID Connect: the token endpoints of a scheme's own. */
#ifndef POSTERN_SCAN_LOGIN_FLOW_H
#define POSTERN_SCAN_LOGIN_FLOW_H

#include "scan/login/login_route.h"

enum { LOGIN_FLOWS = 4 };

struct login_flows {
    struct login_route at[LOGIN_FLOWS];
    size_t n;
};

/* The grants that the scheme's flows offer the identity, at the target alone. Errors: ERR_STOPPED,
 * ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_find_flows(struct login *login, const struct identity *identity,
                                    const struct scheme *scheme, const struct login_spec *spec,
                                    struct login_flows *out);

#endif
