/* SPDX-License-Identifier: Apache-2.0 */
/* What a guard gives up before it serves, as its configuration says. */
#ifndef POSTERN_CLI_GUARD_CONFINE_H
#define POSTERN_CLI_GUARD_CONFINE_H

#include "policy/config.h"

/* Started as root: becomes the configured user, whose the unix sockets become first. As anybody
 * else there is nothing to give up. Told. Errors: ERR_MISSING (no such user), ERR_IO. */
NODISCARD enum err guard_confine_user(const struct config *config);

/* Has system calls refused that serving does not take; told when that cannot be. Errors: ERR_IO. */
NODISCARD enum err guard_confine_calls(const struct config *config);

#endif
