/* SPDX-License-Identifier: Apache-2.0 */
/* What sessions and API keys are held against, read from files that the configuration names. */
#ifndef POSTERN_POLICY_COMPILE_SECRETS_H
#define POSTERN_POLICY_COMPILE_SECRETS_H

#include "policy/compiling.h"

/* Fills in secrets or api_keys of a scheme, by its kind. Errors: ERR_MEMORY. */
NODISCARD enum err compile_secrets(struct compiling *c, struct policy_scheme *scheme);

#endif
