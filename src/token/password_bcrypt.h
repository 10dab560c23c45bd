/* SPDX-License-Identifier: Apache-2.0 */
/* bcrypt, by the C library's crypt. */
#ifndef POSTERN_TOKEN_PASSWORD_BCRYPT_H
#define POSTERN_TOKEN_PASSWORD_BCRYPT_H

#include "token/password.h"

enum { PASSWORD_BCRYPT_BYTES = 60 };

/* Writes bcrypt's text of the password with the cost and salt of stored->rest. Of the password 72
 * bytes count, as everywhere, and none behind a NUL. Errors: ERR_CRYPTO, ERR_MEMORY. */
NODISCARD enum err password_bcrypt(const struct password *stored, struct span password,
                                   char out[PASSWORD_BCRYPT_BYTES]);

#endif
