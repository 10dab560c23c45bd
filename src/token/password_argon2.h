/* SPDX-License-Identifier: Apache-2.0 */
/* Argon2 (RFC 9106), by its reference library. */
#ifndef POSTERN_TOKEN_PASSWORD_ARGON2_H
#define POSTERN_TOKEN_PASSWORD_ARGON2_H

#include "token/password.h"

/* As password_fits, for PASSWORD_ARGON2. */
NODISCARD enum err password_argon2_fits(const struct password *stored, struct span password,
                                        bool *fits);

#endif
