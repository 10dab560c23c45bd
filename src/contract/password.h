/* SPDX-License-Identifier: Apache-2.0 */
/* Operations that are sent passwords. */
#ifndef POSTERN_CONTRACT_PASSWORD_H
#define POSTERN_CONTRACT_PASSWORD_H

#include "contract/loader.h"

/* Fills takes_password, passwords and names_account in from the operation's bodies. Errors:
 * ERR_MEMORY. */
NODISCARD enum err password_look(struct loader *loader, struct operation *out);

#endif
