/* SPDX-License-Identifier: Apache-2.0 */
/* A scheme's keys out of what was fetched for it. */
#ifndef POSTERN_POLICY_FETCHED_KEYS_H
#define POSTERN_POLICY_FETCHED_KEYS_H

#include "policy/config.h"
#include "token/keys.h"

/* As keys_read_with, by the algorithms of the configuration: keys for others are passed over, since
 * whoever publishes a set has more readers than us; secrets are refused. Errors: as keys_read_with.
 */
NODISCARD enum err fetched_keys_read(struct arena *arena, const struct config_scheme *config,
                                     struct span text, struct keys *out, enum key_fault *fault);

#endif
