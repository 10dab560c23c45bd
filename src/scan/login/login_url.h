/* SPDX-License-Identifier: Apache-2.0 */
/* URLs for logins. */
#ifndef POSTERN_SCAN_LOGIN_URL_H
#define POSTERN_SCAN_LOGIN_URL_H

#include "scan/login/login.h"

/* The URL of a path of the contract, at the target; {NULL, 0} without memory. */
struct span login_url(struct arena *arena, const struct login *login, struct span base,
                      struct span path);

#endif
