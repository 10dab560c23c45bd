/* SPDX-License-Identifier: Apache-2.0 */
/* What "login" and "logins" hold. */
#ifndef POSTERN_SCAN_LOGIN_SPEC_H
#define POSTERN_SCAN_LOGIN_SPEC_H

#include "contract/contract.h"
#include "scan/credential/identity_read.h"

/* Reads what "login" or one member of "logins" holds. Faults are told; errors: ERR_MEMORY. */
NODISCARD enum err login_spec_read(struct reading *r, const struct node *node,
                                   struct login_spec *out);

/* What "logins" says of the scheme, by its name or by that of its field, parameter or cookie; NULL:
 * nothing. */
const struct login_spec *login_spec_of(const struct identities *identities,
                                       const struct scheme *scheme);

#endif
