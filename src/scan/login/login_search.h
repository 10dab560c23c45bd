/* SPDX-License-Identifier: Apache-2.0 */
/* One identity's search for one scheme's credential. */
#ifndef POSTERN_SCAN_LOGIN_SEARCH_H
#define POSTERN_SCAN_LOGIN_SEARCH_H

#include "scan/login/login_routes.h"

struct login_search {
    struct login *login;
    const struct identity *identity;
    const struct scheme *scheme;
    struct credential *credential;
    struct login_routes routes;
    struct arena *arena;
    struct span failure; /* the first one, in words; or empty */
};

/* Tries the routes; *done: one gave the credential. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_search_run(struct login_search *s, bool *done);

/* What the file gives stays; where no word before it is known, it is looked for. Errors: likewise.
 */
NODISCARD enum err login_search_keep(struct login_search *s);

#endif
