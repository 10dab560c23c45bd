/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that a policy has fetched, once, for whoever looks at it without serving. */
#ifndef POSTERN_CLI_GUARD_KEYS_H
#define POSTERN_CLI_GUARD_KEYS_H

#include "policy/policy.h"

/* What cannot be fetched, or not used, is told as a warning: it opens nothing. guard_keys_free in
 * any case. Errors: ERR_MEMORY. */
NODISCARD enum err guard_keys_fetch(struct arena *arena, const struct policy *policy,
                                    struct diag *diag);
void guard_keys_free(const struct policy *policy);

#endif
