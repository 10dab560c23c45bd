/* SPDX-License-Identifier: Apache-2.0 */
/* CSRF tokens that are handed out: fetched by whoever has a session, and by nobody. */
#ifndef POSTERN_SCAN_LOGIN_CSRF_H
#define POSTERN_SCAN_LOGIN_CSRF_H

#include "scan/login/login_try.h"

/* After a login that began a session with which the scan writes: fetches the token that goes with
 * it, and one for nobody, where the contract names the place, or no pair is known yet. Errors: as
 * login_try. */
NODISCARD enum err login_csrf_fetch(struct login_attempt *a);

/* Before a login that was refused for want of a token: one for nobody, with whose session the login
 * goes on. Errors: as login_try. */
NODISCARD enum err login_csrf_begin(struct login_attempt *a, struct csrf *out);

#endif
