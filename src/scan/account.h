/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts of the scan's own: what registrations are asked for, with a name that nobody has. */
#ifndef POSTERN_SCAN_ACCOUNT_H
#define POSTERN_SCAN_ACCOUNT_H

#include "contract/contract.h"
#include "text/message.h"
#include "text/tree.h"

struct account {
    struct span name, email, password;
    struct span login;       /* the one of the two by which it was seen to log in; or empty */
    struct span code;        /* that proves whose it is; {NULL, 0}: none is known */
    const struct node *told; /* an object whose members go back under their own names; or NULL */
    struct span challenge;   /* one of them that is no code, though it may be called so; or empty */
};

/* What a request has a place for. */
enum account_place { ACCOUNT_NAME = 1, ACCOUNT_EMAIL = 2, ACCOUNT_PASSWORD = 4, ACCOUNT_CODE = 8 };

/* By the name of a member, a parameter or a part of a link: holds a code that somebody was sent. */
bool account_is_code(struct span key);

/* A POST by whose name somebody enrols, and which takes who he is: perhaps by a letter to him. */
bool account_is_asked_for(const struct operation *operation);

/* By its names and by what it takes, a POST that opens an account for whoever sends it. */
bool account_is_opened(const struct operation *operation);

/* A name that nobody has: number tells those of one scan apart, now (seconds since 1970) those of
 * several. Errors: ERR_MEMORY. */
NODISCARD enum err account_make(struct arena *arena, int64_t now, unsigned number,
                                struct span password, struct account *out);

/* True for a member that the operation (or NULL) is sent a password in. */
bool account_is_password(const struct operation *operation, struct span key);

/* Writes the account's name, address, password and code into the members of the operation's body
 * that are called so, or are passwords by their format, in JSON (one level deep, too) or a form.
 * operation: or NULL. *places: which it has, of enum account_place; without any the body is left as
 * it is. Errors: ERR_MEMORY. */
NODISCARD enum err account_fill(struct arena *arena, const struct account *account,
                                const struct operation *operation, struct request *request,
                                unsigned *places);

#endif
