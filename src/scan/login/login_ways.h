/* SPDX-License-Identifier: Apache-2.0 */
/* Ways to a credential, in order. */
#ifndef POSTERN_SCAN_LOGIN_WAYS_H
#define POSTERN_SCAN_LOGIN_WAYS_H

#include "scan/login/login_way.h"

struct login_ways {
    VEC(const struct login_way *) all; /* the most promising first */
};

/* Adds a way by its score; way is copied. Errors: ERR_MEMORY. */
NODISCARD enum err login_ways_add(struct login *login, struct login_ways *out,
                                  const struct login_way *way, int score);

#endif
