/* SPDX-License-Identifier: Apache-2.0 */
/* Trying a credential before the scan relies on it: does an operation tell it from a worthless one?
 */
#ifndef POSTERN_SCAN_LOGIN_PROVE_H
#define POSTERN_SCAN_LOGIN_PROVE_H

#include "scan/login/login.h"

/* Asks up to a few operations that declare the scheme, reads that change nothing: without a
 * credential, with a worthless one, and with this one. Sets its standing: proven; refused; untried,
 * when none of them could tell. Where the contract does not say which word goes before the
 * credential, the usual ones are tried, and the one that opens is learnt. *refused_at: the first
 * operation that refused, or NULL. Errors: ERR_STOPPED, ERR_BUDGET, ERR_MEMORY. */
NODISCARD enum err login_prove(struct login *login, struct credential *credential,
                               const struct operation **refused_at);

#endif
