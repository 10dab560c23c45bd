/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer to a login gives: tokens, cookies, a CSRF pair. */
#ifndef POSTERN_SCAN_LOGIN_ANSWER_H
#define POSTERN_SCAN_LOGIN_ANSWER_H

#include "scan/login/login_route.h"

/* The token in an answer. */
struct login_tokens {
    struct span access, refresh; /* {NULL, 0}: none */
    struct span access_name;     /* the member that access stood in; {NULL, 0}: none */
    int64_t expires;             /* seconds since 1970; 0: unknown */
    struct span scope;           /* of access (RFC 6749, section 5.1); {NULL, 0}: it does not say */
};

/* Reads tokens from a body (JSON, or the bare token) and the Authorization field. pointers: into
 * the JSON; empty: by the usual names. now: seconds since 1970. Errors: ERR_MEMORY. */
NODISCARD enum err login_read_tokens(struct arena *arena, struct span token_pointer,
                                     struct span refresh_pointer, const struct response *response,
                                     int64_t now, struct login_tokens *out);

/* Puts into the grant what a successful answer gives. Errors: ERR_MEMORY. */
NODISCARD enum err login_take(struct login *login, const struct response *response,
                              struct grant *grant);

/* The same of its cookies alone: a page gives them before anybody has logged in. Errors:
 * ERR_MEMORY. */
NODISCARD enum err login_take_cookies(struct login *login, const struct response *response,
                                      struct grant *grant);

#endif
