/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer to a login gives: tokens, session cookies, a CSRF token. */
#ifndef POSTERN_SCAN_LOGIN_ANSWER_H
#define POSTERN_SCAN_LOGIN_ANSWER_H

#include "scan/login/login_way.h"

/* The token in an answer; *pointed is false when the file's pointer leads nowhere. */
struct login_tokens {
    struct span access, refresh; /* {NULL, 0}: none */
    int64_t expires;             /* seconds since 1970; 0: unknown */
};

/* Reads tokens from body (JSON, or the bare token) and Authorization field. now: seconds since
 * 1970. Errors: ERR_MEMORY. */
NODISCARD enum err login_read_tokens(struct arena *arena, const struct login_way *way,
                                     const struct response *response, int64_t now,
                                     struct login_tokens *out);

/* Puts what a successful answer gives on the identity: the token where the contract needs one, the
 * cookies that it names. *gained: enum login_gift. Errors: ERR_MEMORY. */
NODISCARD enum err login_take(const struct login *login, struct identity *identity,
                              const struct login_way *way, const struct login_needs *needs,
                              const struct response *response, unsigned *gained);

/* Keeps a CSRF cookie that the answer sets. Errors: ERR_MEMORY. */
NODISCARD enum err login_take_csrf(const struct login *login, struct identity *identity,
                                   const struct response *response);

#endif
