/* SPDX-License-Identifier: Apache-2.0 */
/* Places where a login may be, worth a look. */
#ifndef POSTERN_SCAN_LOGIN_USUAL_H
#define POSTERN_SCAN_LOGIN_USUAL_H

#include "scan/login/login_routes.h"

/* Adds them. Errors: ERR_MEMORY. */
NODISCARD enum err login_add_usual(struct login *login, const struct scheme *scheme,
                                   struct login_routes *out);

#endif
