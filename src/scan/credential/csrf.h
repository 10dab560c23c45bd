/* SPDX-License-Identifier: Apache-2.0 */
/* Double submit: a cookie that scripts can read, whose value must come back in a header; or a token
 * that a page or an endpoint hands out, and that belongs to a session or a cookie. It guards
 * against other sites, proves nobody's identity, and so is part of every request, not of the
 * credential. */
#ifndef POSTERN_SCAN_CSRF_H
#define POSTERN_SCAN_CSRF_H

#include "contract/contract.h"
#include "text/message.h"

struct csrf {
    struct span cookie; /* its name; empty: none is known */
    struct span value;
    struct span header; /* in which it is wanted back; empty: in whichever of the usual ones */
    bool sealed;        /* scripts cannot read the cookie: it may hold what the token is held to */
    struct span token;  /* what is wanted back where it is not the cookie's value: it was fetched */
    struct fields jar;  /* of nobody's token: the cookies of the session that it belongs to */
};

/* A pair or a token is known. */
bool csrf_is_known(const struct csrf *csrf);

/* Takes the pair from cookies that an answer sets. Errors: ERR_MEMORY. */
NODISCARD enum err csrf_take(struct arena *arena, const struct contract *contract,
                             const struct response *response, struct csrf *csrf);

/* True for a name that speaks of it: csrftoken, XSRF-TOKEN, csrf_access_token, … */
bool csrf_is_name(struct span name);

/* True for the hidden field of a form that holds the value. */
bool csrf_is_field(struct span name);

/* Puts the pair on a request; a made-up one where none is known. Errors: ERR_MEMORY. */
NODISCARD enum err csrf_put(struct arena *arena, const struct csrf *csrf, struct request *request);

#endif
