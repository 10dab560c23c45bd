/* SPDX-License-Identifier: Apache-2.0 */
/* Operations of the contract that log in. */
#ifndef POSTERN_SCAN_LOGIN_OPERATION_H
#define POSTERN_SCAN_LOGIN_OPERATION_H

#include "scan/login/login_route.h"

/* True when the operation is one that logs in, so that probes leave it alone. */
bool login_is_operation(const struct login *login, const struct operation *operation);

/* True when some identity got what it holds from that very operation. */
bool login_came_from(const struct login *login, const struct operation *operation);

#endif
