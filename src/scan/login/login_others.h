/* SPDX-License-Identifier: Apache-2.0 */
/* The contract's logins that no scheme needed: tried once, so that what concerns every login is
 * asked of them as well. */
#ifndef POSTERN_SCAN_LOGIN_OTHERS_H
#define POSTERN_SCAN_LOGIN_OTHERS_H

#include "scan/login/login.h"

/* Logs in once at each operation that is a login by its name, is selected and was not tried before;
 * what it gives is kept by nobody. Answers go to login->heard. Errors: ERR_STOPPED, ERR_BUDGET,
 * ERR_MEMORY. */
NODISCARD enum err login_try_others(struct login *login);

#endif
