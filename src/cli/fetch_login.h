/* SPDX-License-Identifier: Apache-2.0 */
/* Logging in where the identities file says how, before there is a contract. */
#ifndef POSTERN_CLI_FETCH_LOGIN_H
#define POSTERN_CLI_FETCH_LOGIN_H

#include "http/client.h"
#include "scan/credential/wallet.h"

/* Puts into the wallet what the logins of "login" and "logins" give; nothing where the file has
 * neither. A login that fails is told in diag. Errors: ERR_USAGE, ERR_STOPPED, ERR_MEMORY. */
NODISCARD enum err fetch_login(struct arena *arena, const struct client_options *options,
                               struct span target, struct wallet *wallet, struct diag *diag);

#endif
