/* SPDX-License-Identifier: Apache-2.0 */
/* The names that username, password and token have in a contract's bodies. */
#ifndef POSTERN_SCAN_LOGIN_FIELDS_H
#define POSTERN_SCAN_LOGIN_FIELDS_H

#include "contract/contract.h"

struct login_fields {
    const struct media *media;
    struct span username, password;
    struct span within;     /* the member of the body that holds them; empty: none */
    struct span otp;        /* for a one-time code; empty: none */
    bool form, csrf, query; /* form: not JSON; csrf: it has a field for a CSRF token; query: they
                               are parameters, and there is no media */
};

/* Finds a property (or a parameter of the query) for the password and one for the username. False:
 * there are none. */
bool login_fields_find(const struct contract *contract, const struct operation *operation,
                       struct login_fields *out);

/* The same of a body that is known to be a login's: of the texts that it requires, the first is the
 * user's name and the second his password, whatever they are called ("user" and "pin"). False:
 * there are not two of them. */
bool login_fields_guess(const struct contract *contract, const struct operation *operation,
                        struct login_fields *out);

/* The property that takes a refresh token; {NULL, 0} when there is none. *out: the body. */
struct span login_fields_refresh(const struct contract *contract, const struct operation *operation,
                                 const struct media **out);

/* What the declared answer holds: enum credential_kind; all of them when it is not declared. */
unsigned login_fields_gives(const struct contract *contract, const struct operation *operation);

/* The token in an answer, by the usual names, at the root or one level below; NULL: none. */
const struct node *login_fields_token(const struct node *root);
const struct node *login_fields_refresh_token(const struct node *root);

#endif
