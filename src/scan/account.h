/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts of the scan's own: what registrations are asked for, with a name that nobody has. */
#ifndef POSTERN_SCAN_ACCOUNT_H
#define POSTERN_SCAN_ACCOUNT_H

#include "contract/contract.h"
#include "text/message.h"

struct account {
    struct span name, email, password;
};

/* By its names and by what it takes, a POST that opens an account for whoever sends it. */
bool account_is_opened(const struct operation *operation);

/* A name that nobody has: number tells those of one scan apart, now (seconds since 1970) those of
 * several. Errors: ERR_MEMORY. */
NODISCARD enum err account_make(struct arena *arena, int64_t now, unsigned number,
                                struct span password, struct account *out);

/* Writes the account's name, address and password into the members of the body that are called so,
 * in JSON (one level deep, too) or a form. *fits: a password has its place there. Errors:
 * ERR_MEMORY. */
NODISCARD enum err account_fill(struct arena *arena, const struct account *account,
                                struct request *request, bool *fits);

#endif
