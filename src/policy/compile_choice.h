/* SPDX-License-Identifier: Apache-2.0 */
/* Which schemes open an operation, and in which order. */
#ifndef POSTERN_POLICY_COMPILE_CHOICE_H
#define POSTERN_POLICY_COMPILE_CHOICE_H

#include "policy/compiling.h"

/* Decides the access of an operation whose config is set, and its choices. Errors: ERR_MEMORY. */
NODISCARD enum err compile_choices(struct compiling *c, const struct security *security,
                                   struct policy_operation *operation);

#endif
