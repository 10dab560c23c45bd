/* SPDX-License-Identifier: Apache-2.0 */
/* Looking for the contract where an API is likely to serve it. */
#ifndef POSTERN_CLI_DISCOVER_H
#define POSTERN_CLI_DISCOVER_H

#include "cli/load_url.h"

/* Tries the usual places below the target's base URL, then at its root. On success *url tells where
 * it was, and a note in diag does. Errors: ERR_MISSING (none there; told to diag), ERR_NETWORK,
 * ERR_STOPPED, ERR_MEMORY. */
NODISCARD enum err discover_contract(const struct load *load, struct contract *out,
                                     struct span *url);

#endif
